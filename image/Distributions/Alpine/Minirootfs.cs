using System.IO.Compression;
using System.Security.Cryptography;
using Pockr.Image.Errors;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>Alpine's smallest release file, for the sake of the one program in it that can tell which packages belong together.</summary>
internal sealed class Minirootfs(Recipe recipe, string directory)
{
    private readonly ReleaseFile _release = recipe.Minirootfs!;

    /// <summary>Relative to the mirror.</summary>
    public string Path => $"{recipe.Release}/releases/{Architecture.X64}/alpine-minirootfs-{_release.Version}-{Architecture.X64}.tar.gz";

    /// <summary>Fetches it, compares it with the recipe's digest, and unpacks what running apk takes.</summary>
    public async Task<ApkTool> FetchAsync(AlpineMirror mirror, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var archive = System.IO.Path.Combine(directory, "minirootfs.tar.gz");
        await mirror.DownloadAsync(Path, archive, cancellationToken);

        await using var file = File.OpenRead(archive);
        var digest = Convert.ToHexStringLower(await SHA512.HashDataAsync(file, cancellationToken));
        if (digest != _release.Sha512)
        {
            throw Failures.ReleaseFileUntrue(mirror.Locate(Path), digest, _release.Sha512);
        }

        file.Position = 0;
        await using var tar = new GZipStream(file, CompressionMode.Decompress);
        var root = System.IO.Path.Combine(directory, "root");
        await new PackageUnpacker(root, IsWanted).UnpackAsync("minirootfs", tar, cancellationToken);
        return new ApkTool(root);
    }

    private static bool IsWanted(string path) =>
        path.StartsWith("usr/lib/", StringComparison.Ordinal) || path is "usr/sbin/apk" or "usr/bin/apk";
}
