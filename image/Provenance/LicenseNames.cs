using System.Text.RegularExpressions;

namespace Pockr.Image.Provenance;

/// <summary>What SPDX calls the licences that distributions name in their own words. Only what is certain is in here.</summary>
internal static partial class LicenseNames
{
    /// <summary>Licences that both call the same, but for their case.</summary>
    private static readonly Dictionary<string, string> s_same = new[]
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-SA-4.0", "CC0-1.0", "FSFAP", "FSFULLR", "GPL-1.0-only", "GPL-1.0-or-later",
        "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "ISC", "LGPL-2.0-only", "LGPL-2.0-or-later", "LGPL-2.1-only",
        "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MPL-1.1", "MPL-2.0", "OpenSSL", "Unicode-DFS-2016", "Unlicense", "X11", "Zlib",
    }.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Debian's files of common licences. A free text that points to one does not tell whether later versions are meant as well.</summary>
    private static readonly HashSet<string> s_common =
        ["Apache-2.0", "Artistic", "BSD", "CC0-1.0", "GFDL", "GFDL-1.2", "GFDL-1.3", "GPL", "GPL-1", "GPL-2", "GPL-3", "LGPL", "LGPL-2", "LGPL-2.1", "LGPL-3", "MPL-1.1", "MPL-2.0"];

    private static readonly Dictionary<string, string> s_exceptions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Libtool"] = "Libtool-exception",
        ["Linux-syscall-note"] = "Linux-syscall-note",
    };

    /// <summary>Whether these names are fields of a machine-readable file, where <c>GPL-2</c> is version 2 alone, and not read out of a text.</summary>
    public static bool AreFields(IEnumerable<string> names) => names.Any(name => !s_common.Contains(name));

    /// <param name="name">One licence, as <c>GPL-2+ with Libtool exception</c>.</param>
    /// <param name="isField">See <see cref="AreFields"/>.</param>
    /// <returns>SPDX's expression of it, or <see langword="null"/>.</returns>
    public static string? Translate(string name, bool isField)
    {
        if (name == "Expat")
        {
            return "MIT";
        }

        if (s_same.TryGetValue(name, out var same))
        {
            return same;
        }

        if (WithException().Match(name) is { Success: true } match)
        {
            return Translate(match.Groups[1].Value, isField) is { } license && s_exceptions.TryGetValue(match.Groups[2].Value, out var exception)
                ? $"{license} WITH {exception}"
                : null;
        }

        return isField && Gnu().Match(name) is { Success: true } gnu ? TranslateGnu(gnu.Groups[1].Value, gnu.Groups[2].Value, gnu.Groups[3].Success) : null;
    }

    private static string? TranslateGnu(string license, string version, bool orLater)
    {
        var full = version.Contains('.', StringComparison.Ordinal) ? version : $"{version}.0";
        return s_same.GetValueOrDefault($"{license}-{full}-{(orLater ? "or-later" : "only")}");
    }

    [GeneratedRegex(@"^(L?GPL)-([0-9](?:\.[0-9])?)(\+)?$")]
    private static partial Regex Gnu();

    [GeneratedRegex(@"^(\S+) with (\S+) exception$", RegexOptions.IgnoreCase)]
    private static partial Regex WithException();
}
