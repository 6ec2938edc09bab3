using System.IO.Compression;
using System.Security.Cryptography;
using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>Alpine's smallest release file, for the sake of the one program in it that can tell which packages belong together.</summary>
/// <param name="recipe">Says which.</param>
/// <param name="archive">Keeps the file: it is needed for a build from a lock as well.</param>
internal sealed class Minirootfs(Recipe recipe, PackageArchive archive)
{
    private readonly ReleaseFile _release = recipe.Minirootfs!;

    /// <summary>Relative to the mirror.</summary>
    public string Path => $"{recipe.Release}/releases/{Architecture.X64}/alpine-minirootfs-{_release.Version}-{Architecture.X64}.tar.gz";

    /// <summary>Unpacks what running apk takes, after comparing the file with the recipe's digest.</summary>
    /// <param name="mirror">Where it is fetched from, if the archive has none.</param>
    /// <param name="directory">Where it is unpacked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ApkTool> UnpackAsync(AlpineMirror mirror, string directory, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(await GetAsync(mirror, cancellationToken));
        await using var tar = new GZipStream(file, CompressionMode.Decompress);
        await new PackageUnpacker(directory, IsWanted).UnpackAsync("minirootfs", tar, cancellationToken);
        return new ApkTool(directory);
    }

    private async Task<string> GetAsync(AlpineMirror mirror, CancellationToken cancellationToken)
    {
        var kept = System.IO.Path.Combine(archive.Directory, $"{_release.Sha512}.tar.gz");
        if (File.Exists(kept) && await DigestAsync(kept, cancellationToken) == _release.Sha512)
        {
            return kept;
        }

        var partial = archive.NewPartial();
        try
        {
            await mirror.DownloadAsync(Path, partial, cancellationToken);
            var digest = await DigestAsync(partial, cancellationToken);
            if (digest != _release.Sha512)
            {
                throw Failures.ReleaseFileUntrue(mirror.Locate(Path), digest, _release.Sha512);
            }

            File.Move(partial, kept, overwrite: true);
            return kept;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA512.HashDataAsync(file, cancellationToken));
    }

    private static bool IsWanted(string path) =>
        path.StartsWith("usr/lib/", StringComparison.Ordinal) || path is "usr/sbin/apk" or "usr/bin/apk";
}
