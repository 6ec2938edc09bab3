using System.Security.Cryptography;
using System.Text;

namespace Pockr.GuestAgent.Auth;

/// <summary>
/// Finds the token's digest on the kernel's command line: <c>pockr.token=sha256:HEX</c>, or the token itself as <c>pockr.token=UUID</c> or
/// <c>api_token=UUID</c>, as Pockr's first launcher passes it. <c>pockr.token=channel</c> says that it comes another way.
/// </summary>
internal static class KernelCommandLine
{
    private const string DigestPrefix = "sha256:";
    private const string Channel = "channel";

    public static TokenSetting ReadToken(string commandLine)
    {
        var words = commandLine.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (LastValue(words, "pockr.token=") is { } value)
        {
            return value == Channel ? new TokenSetting(null, IsMalformed: false, IsAwaited: true)
                : value.StartsWith(DigestPrefix, StringComparison.Ordinal) ? FromHex(value[DigestPrefix.Length..])
                : FromPlain(value);
        }

        return LastValue(words, "api_token=") is { } plain ? FromPlain(plain) : new TokenSetting(null, IsMalformed: false);
    }

    public static bool IsDigest(string digits) => digits.Length == SHA256.HashSizeInBytes * 2 && digits.All(char.IsAsciiHexDigit);

    // As with the kernel's own parameters, the last of several counts.
    private static string? LastValue(string[] words, string key)
    {
        return Array.FindLast(words, word => word.StartsWith(key, StringComparison.Ordinal))?[key.Length..];
    }

    private static TokenSetting FromHex(string digits)
    {
        return IsDigest(digits)
            ? new TokenSetting(Convert.FromHexString(digits), IsMalformed: false)
            : new TokenSetting(null, IsMalformed: true);
    }
    private static TokenSetting FromPlain(string token)
    {
        return Guid.TryParseExact(token, "D", out _)
            ? new TokenSetting(SHA256.HashData(Encoding.UTF8.GetBytes(token)), IsMalformed: false)
            : new TokenSetting(null, IsMalformed: true);
    }
}

/// <param name="Digest">SHA-256 of the token; null if there is none that can be used.</param>
/// <param name="IsMalformed">Whether there is one that cannot be used.</param>
/// <param name="IsAwaited">Whether it comes over the identity channel.</param>
internal sealed record TokenSetting(byte[]? Digest, bool IsMalformed, bool IsAwaited = false);
