using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Archives;

/// <summary>A digest as requests give it: 64 hexadecimal digits, with or without <c>sha256:</c>.</summary>
internal static class Sha256Digest
{
    private const string Prefix = "sha256:";
    private const int Digits = 64;

    /// <summary>Its bytes; null if none is given.</summary>
    public static byte[]? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(digits)
            : throw new ProblemException(Problems.Invalid($"sha256 is '{text}'.", "Give 64 hexadecimal digits, as 'sha256sum' prints them."));
    }
}
