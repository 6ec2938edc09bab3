using Pockr.Image.Distributions;
using Pockr.Image.Errors;
using Pockr.Image.Initramfs;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Kernel;

/// <summary>The uncompressed kernel, the initial RAM file system, and the modules as a tree to lay over the root file system.</summary>
internal sealed class KernelBuilder(Recipe recipe, IDistribution distribution)
{
    public const string ModulesDirectory = "root";

    /// <summary>Holds what <c>uname -r</c> will print.</summary>
    public const string ReleaseFile = "release";

    public async Task BuildAsync(PackageList packages, Busybox busybox, string initScript, string directory, CancellationToken cancellationToken)
    {
        var unpacked = Path.Combine(directory, "unpacked");
        await UnpackKernelAsync(packages, unpacked, cancellationToken);

        var vmlinuz = Directory.EnumerateFiles(Path.Combine(unpacked, "boot"), "vmlinuz-*").Single();
        await ExtractAsync(vmlinuz, Path.Combine(directory, Contracts.ImageManifest.KernelFile), cancellationToken);

        var modules = new ModuleTree(Directory.EnumerateDirectories(Path.Combine(unpacked, "usr/lib/modules")).Single());
        await modules.PruneAsync([.. modules.Find(recipe.Modules.MatchesAny), .. recipe.InitramfsModules, .. recipe.BootModules], cancellationToken);
        await modules.WriteIndexAsync(cancellationToken);

        var archive = new InitramfsArchive(Path.Combine(directory, Contracts.ImageManifest.Initramfs), recipe.Epoch);
        archive.Write(busybox.StaticPath, initScript, modules.LoadOrder(recipe.InitramfsModules));
        InstallModules(modules.Release, unpacked, Path.Combine(directory, ModulesDirectory));
        await File.WriteAllTextAsync(Path.Combine(directory, ReleaseFile), modules.Release, cancellationToken);
        Directory.Delete(unpacked, recursive: true);
    }

    private async Task UnpackKernelAsync(PackageList packages, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        var unpacker = new PackageUnpacker(target, IsKernelFile);
        foreach (var package in packages.Packages.Where(package => package.Name.StartsWith("linux-", StringComparison.Ordinal)))
        {
            await using var files = await distribution.OpenFilesAsync(packages.PathOf(package), target, cancellationToken);
            await unpacker.UnpackAsync(package.Name, files, cancellationToken);
        }

        if (!Directory.Exists(Path.Combine(target, "boot")))
        {
            throw Failures.FileNotInPackages("boot/vmlinuz-*");
        }
    }

    private static bool IsKernelFile(string path) =>
        path.StartsWith("usr/lib/modules/", StringComparison.Ordinal) || path.StartsWith("boot/vmlinuz-", StringComparison.Ordinal);

    private Task ExtractAsync(string vmlinuz, string kernel, CancellationToken cancellationToken) => recipe.Architecture == Architecture.Arm64
        ? ArmImage.ExtractAsync(vmlinuz, kernel, cancellationToken)
        : BzImage.ExtractAsync(vmlinuz, kernel, cancellationToken);

    private static void InstallModules(string release, string unpacked, string root)
    {
        var target = Path.Combine(root, "usr/lib/modules");
        Directory.CreateDirectory(target);
        Directory.Move(Path.Combine(unpacked, "usr/lib/modules", release), Path.Combine(target, release));
    }
}
