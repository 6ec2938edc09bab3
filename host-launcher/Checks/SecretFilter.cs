using System.Text.RegularExpressions;

namespace Pockr.HostLauncher.Checks;

/// <summary>Takes out of a text what is nobody else's business.</summary>
/// <param name="secrets">Words that are secret wherever they are.</param>
internal sealed partial class SecretFilter(IReadOnlyCollection<string> secrets)
{
    private const string Gap = "(left out)";

    public string Clean(string text)
    {
        text = secrets.Aggregate(text, (left, secret) => left.Replace(secret, Gap, StringComparison.OrdinalIgnoreCase));
        text = UserInAddress().Replace(text, $"$1{Gap}@");
        text = Bearer().Replace(text, $"$1{Gap}");
        return Named().Replace(text, $"$1$2{Gap}");
    }

    // http://user:password@proxy
    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://)[^/\s""'@]+(?:@[^/\s""'@]+)*@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInAddress();

    [GeneratedRegex(@"\b((?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]+", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    // NAME=value and "name":"value"; the digest on the kernel's command line is of no use to anybody, and tells machines apart.
    [GeneratedRegex(
        @"([A-Za-z0-9_-]*(?:password|passwd|secret|token|api_?key|credential)[A-Za-z0-9_-]*""?)(\s*[=:]\s*""?)(?!sha256:)[^\s""',;]+", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
