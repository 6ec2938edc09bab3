using System.Security.Cryptography;
using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Signing;

namespace Pockr.Machines.Images;

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

    /// <summary>What lies beside an image and tells of it: digests by names, of its list of checksums. Old images have nothing of that.</summary>
    public static IReadOnlyDictionary<string, string> ListCompanions(MachineImage image)
    {
        var sums = Path.Combine(image.Directory, SignedSums.FileName);
        try
        {
            var listed = File.Exists(sums) ? SignedSums.Parse(File.ReadAllText(sums)) : [];
            return listed.ExceptBy([.. image.Manifest.Files.Select(file => file.Name), ImageManifest.FileName], file => file.Key).ToDictionary();
        }
        catch (SignatureException exception)
        {
            throw Failures.ImageFilesDamaged(image.Directory, [$"{exception.Message}."], installed: false);
        }
    }

    /// <summary>Compares that with its digests. No machine needs it, so what is not there is not asked for.</summary>
    public static async Task EnsureCompanionsIntactAsync(MachineImage image, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        foreach (var (name, expected) in ListCompanions(image).Where(listed => File.Exists(Path.Combine(image.Directory, listed.Key))))
        {
            var digest = await DigestAsync(Path.Combine(image.Directory, name), cancellationToken);
            if (digest != expected)
            {
                findings.Add($"{name} has the SHA-256 {digest}, expected {expected}.");
            }
        }

        if (findings.Count > 0)
        {
            throw Failures.ImageFilesDamaged(image.Directory, findings, installed: false);
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
