namespace Pockr.Image.Provenance;

/// <summary>Package URLs (<c>pkg:deb/debian/libc6@2.41-12?arch=amd64</c>): by these, scanners find what is known of a package.</summary>
internal static class PackageUrl
{
    /// <param name="path">Type, name space and name, as <c>deb/debian/libc6</c>.</param>
    /// <param name="version">Its version, if that is known.</param>
    /// <param name="qualifiers">What else tells it from others.</param>
    public static string Make(string path, string? version, params IEnumerable<(string Key, string Value)> qualifiers)
    {
        var named = $"pkg:{string.Join('/', path.Split('/').Select(Escape))}";
        var query = string.Join('&', qualifiers.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={Escape(one.Value)}"));
        return $"{named}{(version is null ? "" : $"@{Escape(version)}")}{(query.Length == 0 ? "" : $"?{query}")}";
    }

    // A colon is the one character that is reserved elsewhere and stays as it is here.
    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
