namespace Pockr.HostLauncher.Commands;

/// <summary>As much of an id as people can tell apart.</summary>
internal static class ShortId
{
    private const string Digest = "sha256:";
    private const int Length = 12;

    public static string Of(string id)
    {
        var digits = id.StartsWith(Digest, StringComparison.Ordinal) ? id[Digest.Length..] : id;
        return digits[..Math.Min(Length, digits.Length)];
    }
}
