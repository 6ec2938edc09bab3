using System.Security.Cryptography;
using Pockr.Image.Errors;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>The first member of Alpine's signed files: entries <c>.SIGN.ALGORITHM.KEY</c> that sign the bytes of what follows.</summary>
internal static class ApkSignature
{
    private const string Prefix = ".SIGN.";

    private static readonly (string Prefix, HashAlgorithmName Hash)[] s_algorithms =
    [
        ($"{Prefix}RSA.", HashAlgorithmName.SHA1), // the format's own choice; see docs/decisions/015
        ($"{Prefix}RSA256.", HashAlgorithmName.SHA256),
    ];

    /// <param name="file">What is signed, as errors name it.</param>
    /// <param name="member">The file's first member.</param>
    /// <param name="signed">The bytes that are signed.</param>
    /// <param name="keys">Whose signatures count.</param>
    /// <returns>Name of the key that signed.</returns>
    public static string Verify(string file, GzipMember member, byte[] signed, PinnedKeys keys)
    {
        var signatures = TarFiles.Read(member.Content).Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        if (signatures.Count == 0)
        {
            throw Failures.Unsigned(file);
        }

        foreach (var (name, signature) in signatures)
        {
            var (prefix, hash) = s_algorithms.FirstOrDefault(algorithm => name.StartsWith(algorithm.Prefix, StringComparison.Ordinal));
            if (prefix is not null && keys.Find(name[prefix.Length..]) is { } key)
            {
                using (key)
                {
                    return IsValid(file, key, signed, signature, hash) ? name[prefix.Length..] : throw Failures.SignatureWrong(file, name[prefix.Length..]);
                }
            }
        }

        throw Failures.SignedByStranger(file, signatures.Select(signature => signature.Name[Prefix.Length..]), keys.Names);
    }

    private static bool IsValid(string file, RSA key, byte[] signed, byte[] signature, HashAlgorithmName hash)
    {
        try
        {
            return key.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException exception)
        {
            throw Failures.SignatureUnsupported(file, hash.Name!, exception);
        }
    }
}
