namespace Pockr.Image.Provenance;

/// <summary>A licence that the list of SPDX does not have, or of which it cannot be told which of them it is.</summary>
/// <param name="Id">What it is called in SPDX expressions.</param>
/// <param name="Name">What the package's makers call it.</param>
internal sealed record UnlistedLicense(string Id, string Name)
{
    /// <summary>Ids have letters, digits, dots and dashes; a name that has more is told from its likes by its digest.</summary>
    public static UnlistedLicense Of(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));
        return new UnlistedLicense($"LicenseRef-{plain}{(plain == name ? "" : $"-{Digests.OfText(name)[..8]}")}", name);
    }
}
