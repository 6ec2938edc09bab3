using Pockr.Image.Errors;

namespace Pockr.Image.Rootfs;

/// <summary>The flavour's own busybox, which is the machine's shell, init and tool set.</summary>
internal sealed class Busybox(string root)
{
    public const string RelativePath = "usr/bin/busybox";

    // Where a flavour's machine runs on one that is linked to its C library.
    private const string SeparateStaticPath = "usr/bin/busybox.static";

    // Alpine's tells in a file what it can do: it does not run on every host.
    private const string AppletList = "etc/busybox-paths.d/busybox";

    /// <summary>A static one: for where there is nothing but it, as in a container or before the disk is mounted.</summary>
    public string StaticPath { get; } = new[] { SeparateStaticPath, RelativePath }.Select(path => Path.Combine(root, path)).FirstOrDefault(File.Exists)
        ?? throw Failures.FileNotInPackages(RelativePath);

    /// <summary>Paths of the static one's applets, relative, as <c>usr/bin/awk</c>.</summary>
    public async Task<IReadOnlyList<string>> ListAppletsAsync(CancellationToken cancellationToken) =>
        Normalize(AppletTable.Read(await File.ReadAllBytesAsync(StaticPath, cancellationToken)));

    /// <summary>Makes a link for each of the machine's applets, except where a package brings the real program.</summary>
    public async Task InstallLinksAsync(CancellationToken cancellationToken)
    {
        var list = Path.Combine(root, AppletList);
        var applets = File.Exists(list) ? Normalize(await File.ReadAllLinesAsync(list, cancellationToken)) : await ListAppletsAsync(cancellationToken);
        foreach (var applet in applets)
        {
            var link = Path.Combine(root, applet);
            if (!Path.Exists(link) && new FileInfo(link).LinkTarget is null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(link)!);
                File.CreateSymbolicLink(link, $"/{RelativePath}");
            }
        }
    }

    private static IReadOnlyList<string> Normalize(IEnumerable<string> applets) =>
        [.. applets.Select(path => PackagePath.Normalize("busybox", path)).Order(StringComparer.Ordinal)];
}
