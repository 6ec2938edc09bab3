namespace Pockr.Signing;

/// <summary>The lines minisign's files are made of: comments for people, and Base64.</summary>
internal static class MinisignText
{
    public const string UntrustedComment = "untrusted comment: ";

    public const string TrustedComment = "trusted comment: ";

    public static string[] Lines(string text) => text.TrimEnd('\r', '\n').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();

    /// <param name="base64">A line of a file.</param>
    /// <param name="what">What it is to hold, for the reason.</param>
    /// <param name="bytes">How long that is.</param>
    public static byte[] Decode(string base64, string what, int bytes)
    {
        var decoded = new byte[bytes + 1];
        return Convert.TryFromBase64String(base64.Trim(), decoded, out var length) && length == bytes
            ? decoded[..bytes]
            : throw new SignatureException($"{what} is not {bytes} bytes in Base64");
    }
}
