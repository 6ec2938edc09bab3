using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Pockr.Signing;

/// <summary>
/// A <c>SHA256SUMS</c> whose signature has been verified: what it says of a file can be relied on. There is no other way to get one than
/// by verifying.
/// </summary>
public sealed partial class SignedSums
{
    /// <summary>Name of the list of checksums beside the files it is of.</summary>
    public const string FileName = "SHA256SUMS";

    /// <summary>Name of the list's signature.</summary>
    public const string SignatureFileName = $"{FileName}.minisig";

    private SignedSums(IReadOnlyDictionary<string, string> files, MinisignSignature signature)
    {
        Files = files;
        KeyId = signature.KeyId;
        Comment = signature.Comment;
    }

    /// <summary>SHA-256 of each file in lower-case hexadecimal digits, by the file's name, which is a plain one.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The key it is signed with.</summary>
    public string KeyId { get; }

    /// <summary>The comment that was signed along.</summary>
    public string Comment { get; }

    /// <param name="sums">The bytes of the list.</param>
    /// <param name="signature">The text of its signature file.</param>
    /// <param name="keys">Keys any of which is enough.</param>
    /// <exception cref="SignatureException">It is not signed with any of them, or is no list of checksums.</exception>
    public static SignedSums Verify(byte[] sums, string signature, IReadOnlyCollection<MinisignPublicKey> keys)
    {
        var parsed = MinisignSignature.Parse(signature);
        var key = keys.FirstOrDefault(key => key.Id == parsed.KeyId)
            ?? throw new SignatureException(
                $"it is signed with the key {parsed.KeyId}, and trusted is {string.Join(", ", keys.Select(key => key.Id).DefaultIfEmpty("none"))}");
        key.Verify(sums, parsed);
        return new SignedSums(Parse(Encoding.UTF8.GetString(sums)), parsed);
    }

    /// <summary>Verifies the list that lies in a directory; what it says of the files there is not checked by that.</summary>
    /// <exception cref="SignatureException">There is none, or it does not hold.</exception>
    public static async Task<SignedSums> VerifyDirectoryAsync(
        string directory, IReadOnlyCollection<MinisignPublicKey> keys, CancellationToken cancellationToken)
    {
        var sums = Path.Combine(directory, FileName);
        var signature = Path.Combine(directory, SignatureFileName);
        foreach (var missing in new[] { sums, signature }.Where(path => !File.Exists(path)))
        {
            throw new SignatureException($"there is no {Path.GetFileName(missing)}");
        }

        return Verify(
            await File.ReadAllBytesAsync(sums, cancellationToken), await File.ReadAllTextAsync(signature, cancellationToken), keys);
    }

    /// <summary>Compares a file with the list, by the last part of its path.</summary>
    /// <exception cref="SignatureException">The list does not have it, or it is another one.</exception>
    public async Task EnsureFileAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        if (!Files.TryGetValue(name, out var expected))
        {
            throw new SignatureException($"{FileName} does not list {name}");
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (digest != expected)
        {
            throw new SignatureException($"{name} has the SHA-256 {digest}, and {FileName} says {expected}");
        }
    }

    private static Dictionary<string, string> Parse(string text)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in MinisignText.Lines(text))
        {
            // As sha256sum writes it, and only plain names: a path would lead somewhere else.
            var match = SumLine().Match(line);
            if (!match.Success || !files.TryAdd(match.Groups[2].Value, match.Groups[1].Value))
            {
                throw new SignatureException($"{FileName} has the line '{line}', which is no checksum of a file or is there twice");
            }
        }

        return files;
    }

    [GeneratedRegex(@"^([0-9a-f]{64}) [ *]([A-Za-z0-9_+-][A-Za-z0-9._+~-]*)$")]
    private static partial Regex SumLine();
}
