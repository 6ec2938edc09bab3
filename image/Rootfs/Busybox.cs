using Pockr.Image.Errors;

namespace Pockr.Image.Rootfs;

/// <summary>The flavour's own static busybox, which is the machine's shell, init and tool set.</summary>
internal sealed class Busybox(string root)
{
    public const string RelativePath = "usr/bin/busybox";

    public string FullPath { get; } = Path.Combine(root, RelativePath);

    /// <summary>Paths of its applets, relative, as <c>usr/bin/awk</c>.</summary>
    public async Task<IReadOnlyList<string>> ListAppletsAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(FullPath))
        {
            throw Failures.FileNotInPackages(RelativePath);
        }

        var applets = AppletTable.Read(await File.ReadAllBytesAsync(FullPath, cancellationToken));
        return [.. applets.Select(path => PackagePath.Normalize("busybox", path)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes a link for each applet, except where a package brings the real program.</summary>
    public async Task InstallLinksAsync(CancellationToken cancellationToken)
    {
        foreach (var applet in await ListAppletsAsync(cancellationToken))
        {
            var link = Path.Combine(root, applet);
            if (!Path.Exists(link) && new FileInfo(link).LinkTarget is null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(link)!);
                File.CreateSymbolicLink(link, $"/{RelativePath}");
            }
        }
    }
}
