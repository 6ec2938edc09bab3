using Pockr.Image.Distributions;
using Pockr.Image.Errors;
using Pockr.Image.Initramfs;
using Pockr.Image.Packages;
using Pockr.Image.Processes;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Kernel;

/// <summary>The uncompressed kernel, the initial RAM file system, and the modules as a tree to lay over the root file system.</summary>
internal sealed class KernelBuilder(Recipe recipe, IDistribution distribution)
{
    public const string ModulesDirectory = "root";

    /// <summary>Holds what <c>uname -r</c> will print.</summary>
    public const string ReleaseFile = "release";

    // What depmod writes; the other lists there are the package's own.
    private static readonly string[] s_index = ["modules.dep", "modules.alias", "modules.symbols"];

    public async Task BuildAsync(PackageList packages, Busybox busybox, string initScript, string directory, CancellationToken cancellationToken)
    {
        var unpacked = Path.Combine(directory, "unpacked");
        await UnpackKernelAsync(packages, unpacked, cancellationToken);

        var vmlinuz = Directory.EnumerateFiles(Path.Combine(unpacked, "boot"), "vmlinuz-*").Single();
        await BzImage.ExtractAsync(vmlinuz, Path.Combine(directory, Contracts.ImageManifest.KernelFile), cancellationToken);

        var modules = new ModuleTree(Directory.EnumerateDirectories(Path.Combine(unpacked, "usr/lib/modules")).Single());
        await modules.PruneAsync([.. modules.Find(recipe.Modules.MatchesAny), .. recipe.InitramfsModules, .. recipe.BootModules], cancellationToken);

        var archive = new InitramfsArchive(Path.Combine(directory, Contracts.ImageManifest.Initramfs), recipe.Epoch);
        archive.Write(busybox.FullPath, initScript, modules.LoadOrder(recipe.InitramfsModules));
        await InstallModulesAsync(modules.Release, unpacked, busybox, Path.Combine(directory, ModulesDirectory), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory, ReleaseFile), modules.Release, cancellationToken);
        Directory.Delete(unpacked, recursive: true);
    }

    private async Task UnpackKernelAsync(PackageList packages, string target, CancellationToken cancellationToken)
    {
        var unpacker = new PackageUnpacker(target, IsKernelFile);
        foreach (var package in packages.Packages.Where(package => package.Name.StartsWith("linux-", StringComparison.Ordinal)))
        {
            await using var files = await distribution.OpenFilesAsync(packages.PathOf(package), cancellationToken);
            await unpacker.UnpackAsync(package.Name, files, cancellationToken);
        }

        if (!Directory.Exists(Path.Combine(target, "boot")))
        {
            throw Failures.FileNotInPackages("boot/vmlinuz-*");
        }
    }

    private static bool IsKernelFile(string path) =>
        path.StartsWith("usr/lib/modules/", StringComparison.Ordinal) || path.StartsWith("boot/vmlinuz-", StringComparison.Ordinal);

    private static async Task InstallModulesAsync(
        string release, string unpacked, Busybox busybox, string root, CancellationToken cancellationToken)
    {
        var target = Path.Combine(root, "usr/lib/modules");
        Directory.CreateDirectory(target);
        Directory.Move(Path.Combine(unpacked, "usr/lib/modules", release), Path.Combine(target, release));

        // The machine's own modprobe is busybox's, so its depmod writes the index it reads.
        Directory.CreateSymbolicLink(Path.Combine(root, "lib"), "usr/lib");
        await Tool.RunAsync(new ToolCommand(busybox.FullPath, ["depmod", "-b", root, release]), cancellationToken);
        Directory.Delete(Path.Combine(root, "lib"));
        await SortAsync(s_index.Select(file => Path.Combine(target, release, file)), cancellationToken);
    }

    // busybox writes its index in the order the host's file system lists files, which is another one on each.
    private static async Task SortAsync(IEnumerable<string> index, CancellationToken cancellationToken)
    {
        foreach (var file in index)
        {
            var lines = await File.ReadAllLinesAsync(file, cancellationToken);
            await File.WriteAllTextAsync(file, string.Concat(lines.Order(StringComparer.Ordinal).Select(line => $"{line}\n")), cancellationToken);
        }
    }
}
