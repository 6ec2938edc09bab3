using System.Security.Cryptography;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.Signing;

namespace Pockr.HostLauncher.Images;

/// <summary>Compares an image's files with its manifest, and the manifest with what its makers have signed.</summary>
internal static class ImageVerifier
{
    private const int BufferBytes = 1 << 20;

    public static async Task EnsureIntactAsync(MachineImage image, bool installed, CancellationToken cancellationToken)
    {
        var checks = image.Manifest.Files.Select(file => Task.Run(() => CheckAsync(image.Directory, file, cancellationToken), cancellationToken));
        var findings = (await Task.WhenAll(checks)).OfType<string>().ToList();
        if (findings.Count > 0)
        {
            throw Failures.ImageFilesDamaged(image.Directory, findings, installed);
        }
    }

    /// <summary>
    /// Refuses an image nobody vouches for. Asked of what comes from elsewhere: what was built on this host is as good as the host. The
    /// signature covers the manifest, and the manifest's digests the rest, so <see cref="EnsureIntactAsync"/> is to follow.
    /// </summary>
    public static async Task EnsureSignedAsync(string directory, IReadOnlyCollection<MinisignPublicKey> keys, CancellationToken cancellationToken)
    {
        try
        {
            var sums = await SignedSums.VerifyDirectoryAsync(directory, keys, cancellationToken);
            await sums.EnsureFileAsync(Path.Combine(directory, ImageManifest.FileName), cancellationToken);
        }
        catch (SignatureException exception)
        {
            throw Failures.ImageUntrusted(directory, exception);
        }
    }

    private static async Task<string?> CheckAsync(string directory, ImageFile expected, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(directory, expected.Name));
        if (!file.Exists)
        {
            return $"{expected.Name} is missing.";
        }

        if (file.Length != expected.Bytes)
        {
            return $"{expected.Name} has {file.Length} bytes, expected {expected.Bytes}.";
        }

        var digest = await DigestAsync(file.FullName, cancellationToken);
        return digest.Equals(expected.Sha256, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"{expected.Name} has the SHA-256 {digest}, expected {expected.Sha256}.";
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
