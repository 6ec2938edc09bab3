using System.CommandLine;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary>What the commands that make images of archives have in common.</summary>
internal static class ImportOptions
{
    private const int DigestLength = 64;
    private const string DigestPrefix = "sha256:";

    public static Option<string?> Sha256() => new("--sha256") { Description = "SHA-256 the archive has to have.", HelpName = "HEX" };

    /// <summary>The address, if it is one and no image's or file's name.</summary>
    public static Uri? AddressIn(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;

    public static string? DigestIn(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = text.StartsWith(DigestPrefix, StringComparison.Ordinal) ? text[DigestPrefix.Length..] : text;
        return digits.Length == DigestLength && digits.All(char.IsAsciiHexDigit) ? digits : throw Failures.DigestUnusable(text);
    }
}
