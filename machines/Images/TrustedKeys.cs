using Pockr.Machines.Errors;
using Pockr.Signing;

namespace Pockr.Machines.Images;

/// <summary>The keys an image that comes from elsewhere must be signed with: the releases', pinned in this program, and one of the user's.</summary>
internal static class TrustedKeys
{
    public const string Variable = "POCKR_IMAGE_KEY";

    // machines/Images/release.pub, if the program was built with one.
    private const string ReleaseKey = "release.pub";

    /// <param name="users">A file of minisign, or the key itself, if the user has named one.</param>
    /// <param name="source">Where that was named.</param>
    public static IReadOnlyList<MinisignPublicKey> Load(string? users, string source = Variable)
    {
        var keys = new List<MinisignPublicKey>();
        using var pinned = typeof(TrustedKeys).Assembly.GetManifestResourceStream(ReleaseKey);
        if (pinned is not null)
        {
            keys.Add(MinisignPublicKey.Parse(new StreamReader(pinned).ReadToEnd()));
        }

        if (users is { Length: > 0 })
        {
            keys.Add(ReadUsers(users, source));
        }

        return keys;
    }

    private static MinisignPublicKey ReadUsers(string value, string source)
    {
        try
        {
            return MinisignPublicKey.Parse(File.Exists(value) ? File.ReadAllText(value) : value);
        }
        catch (SignatureException exception)
        {
            throw Failures.TrustedKeyUnusable(source, value, exception);
        }
    }
}
