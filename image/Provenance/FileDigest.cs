using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Pockr.Image.Provenance;

/// <summary>A file that is part of something, with its digests in lower-case hexadecimal digits.</summary>
/// <param name="Name">Its path below what it is part of.</param>
/// <param name="Sha1">For SPDX, which asks for it; nothing is trusted because of it.</param>
/// <param name="Sha256">What is compared.</param>
internal sealed record FileDigest(string Name, string Sha1, string Sha256)
{
    [SuppressMessage("Security", "CA5350", Justification = "SPDX asks for it.")]
    public static async Task<FileDigest> OfAsync(string directory, string name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(directory, name));
        var sha1 = Convert.ToHexStringLower(await SHA1.HashDataAsync(file, cancellationToken));
        return new FileDigest(name, sha1, await Digests.OfFileAsync(file.Name, cancellationToken));
    }
}
