using Pockr.Image.Containers;
using Pockr.Image.Processes;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Disk;

/// <summary>Puts the machine's root file system together and makes <c>base.qcow2</c> of it.</summary>
internal sealed class DiskBuilder(Recipe recipe, ImageSources sources, string agent)
{
    private const string AgentPath = "usr/lib/pockr/guest-agent";
    private const string BundledImages = "usr/share/pockr/images";
    private const string BootModules = "etc/pockr/modules";

    public async Task BuildAsync(string rootfs, string modules, string directory, CancellationToken cancellationToken)
    {
        var root = Path.Combine(directory, "root");
        await LayAsync(rootfs, root, cancellationToken);
        await LayAsync(modules, root, cancellationToken);
        SourceTree.Copy(sources.Rootfs, root);
        SourceTree.Copy(agent, Path.Combine(root, AgentPath));
        await File.WriteAllTextAsync(Path.Combine(root, BootModules), string.Join(' ', recipe.BootModules) + '\n', cancellationToken);

        var busybox = new Busybox(root);
        var applets = await busybox.ListAppletsAsync(cancellationToken);
        new BusyboxArchive(busybox.StaticPath, applets, recipe.Architecture, recipe.Epoch).Write(Path.Combine(root, BundledImages, "busybox.tar"));

        // The file system's id follows from what is in it, and from nothing else.
        var content = Digests.OfText(await Digests.OfTreeAsync(root, cancellationToken), FormattableString.Invariant($"{recipe.Epoch} {recipe.DiskBytes}"));
        var id = new Guid(Convert.FromHexString(content[..32]));
        var raw = Path.Combine(directory, "disk.raw");
        await new Ext4Disk(recipe).MakeAsync(root, id, raw, cancellationToken);
        await Qcow2.WriteAsync(raw, Path.Combine(directory, Contracts.ImageManifest.BaseDisk), cancellationToken);
        File.Delete(raw);
        Directory.Delete(root, recursive: true);
    }

    // Hard links: hundreds of megabytes are laid in a moment, and nothing below writes to them.
    private static async Task LayAsync(string source, string root, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        await Tool.RunAsync(new ToolCommand("cp", ["-a", "-l", $"{source}/.", root]), cancellationToken);
    }
}
