using Pockr.HostLauncher.Errors;
using Pockr.Signing;

namespace Pockr.HostLauncher.Images;

/// <summary>The keys an image that comes from elsewhere must be signed with: the releases', pinned in this program, and one of the user's.</summary>
internal static class TrustedKeys
{
    public const string Variable = "POCKR_IMAGE_KEY";

    // host-launcher/Images/release.pub, if the program was built with one.
    private const string ReleaseKey = "release.pub";

    /// <param name="fromEnvironment">What is in <see cref="Variable"/>: a file of minisign, or the key itself.</param>
    public static IReadOnlyList<MinisignPublicKey> Load(string? fromEnvironment)
    {
        var keys = new List<MinisignPublicKey>();
        using var pinned = typeof(TrustedKeys).Assembly.GetManifestResourceStream(ReleaseKey);
        if (pinned is not null)
        {
            keys.Add(MinisignPublicKey.Parse(new StreamReader(pinned).ReadToEnd()));
        }

        if (fromEnvironment is { Length: > 0 })
        {
            keys.Add(ReadUsers(fromEnvironment));
        }

        return keys;
    }

    private static MinisignPublicKey ReadUsers(string value)
    {
        try
        {
            return MinisignPublicKey.Parse(File.Exists(value) ? File.ReadAllText(value) : value);
        }
        catch (SignatureException exception)
        {
            throw Failures.TrustedKeyUnusable(Variable, value, exception);
        }
    }
}
