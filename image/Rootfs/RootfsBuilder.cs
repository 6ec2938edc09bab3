using Pockr.Image.Distributions;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;

namespace Pockr.Image.Rootfs;

/// <summary>The distribution's part of the root file system: wanted files of the packages, and what maintainer scripts would have done.</summary>
internal sealed class RootfsBuilder(Recipe recipe, IDistribution distribution)
{
    private static readonly string[] s_directories =
        ["dev", "etc", "mnt", "proc", "root", "run", "sys", "tmp", "usr/bin", "usr/sbin", "usr/lib", "usr/lib64", "var/lib", "var/log", "var/tmp"];

    private static readonly (string Link, string Target)[] s_links =
    [
        ("bin", "usr/bin"), ("sbin", "usr/sbin"), ("lib", "usr/lib"), ("lib64", "usr/lib64"), ("var/run", "/run"), ("etc/mtab", "/proc/self/mounts"),
    ];

    public async Task BuildAsync(PackageList packages, string root, CancellationToken cancellationToken)
    {
        Prepare(root);
        var unpacker = new PackageUnpacker(root, path => !recipe.Drop.MatchesAny(path) || recipe.Keep.MatchesAny(path));
        foreach (var package in packages.Packages)
        {
            await using var files = await distribution.OpenFilesAsync(packages.PathOf(package), root, cancellationToken);
            await unpacker.UnpackAsync(package.Name, files, cancellationToken);
        }

        foreach (var (link, target) in recipe.Links)
        {
            File.CreateSymbolicLink(Path.Combine(root, link), target);
        }

        await distribution.InstallDatabaseAsync(recipe, packages, root, cancellationToken);
        CertificateBundle.Write(root);
        WriteRelease(root);
        await new Busybox(root).InstallLinksAsync(cancellationToken);
    }

    private static void Prepare(string root)
    {
        foreach (var directory in s_directories)
        {
            Directory.CreateDirectory(Path.Combine(root, directory));
        }

        foreach (var (link, target) in s_links)
        {
            File.CreateSymbolicLink(Path.Combine(root, link), target);
        }
    }

    private void WriteRelease(string root) => File.WriteAllText(
        Path.Combine(root, "etc/os-release"),
        $"""
        NAME="Pockr"
        ID=pockr
        ID_LIKE={recipe.Distro}
        PRETTY_NAME="Pockr on {recipe.Distro} {recipe.Release}"

        """);
}
