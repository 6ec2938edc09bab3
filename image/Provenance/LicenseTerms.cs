using System.Text.RegularExpressions;

namespace Pockr.Image.Provenance;

/// <summary>The licences of a component: the words of its makers, and what SPDX makes of them.</summary>
internal sealed partial record LicenseTerms
{
    private LicenseTerms(IReadOnlyList<string> names, string? expression, IReadOnlyList<UnlistedLicense> unlisted)
    {
        Names = names;
        Expression = expression;
        Unlisted = unlisted;
    }

    public static LicenseTerms Unknown { get; } = new([], null, []);

    /// <summary>In the makers' words; all of them hold, each for some of the files.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>SPDX's expression, or <see langword="null"/> if nothing is known.</summary>
    public string? Expression { get; }

    /// <summary>What in the expression is not of SPDX's list, in the order of their ids.</summary>
    public IReadOnlyList<UnlistedLicense> Unlisted { get; }

    /// <param name="names">Each a licence, or several with <c>and</c>, <c>or</c> and <c>with</c>, in Debian's words or SPDX's.</param>
    public static LicenseTerms Of(params IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return Unknown;
        }

        var areFields = LicenseNames.AreFields(names);
        var unlisted = new SortedDictionary<string, UnlistedLicense>(StringComparer.Ordinal);
        var translated = names.Select(name => Translate(name, areFields, unlisted)).Distinct().ToList();
        var expression = translated.Count == 1 ? translated[0] : string.Join(" AND ", translated.SelectMany(Parts).Distinct());
        return new LicenseTerms(names, expression, [.. unlisted.Values]);
    }

    private static string Translate(string name, bool isField, SortedDictionary<string, UnlistedLicense> unlisted)
    {
        // Debian's comma binds looser than its words, and brackets are to be had in SPDX's alone: such names are left whole.
        if (name.AsSpan().IndexOfAny(",()") >= 0)
        {
            return Refer(name, unlisted);
        }

        return string.Join(" OR ", Or().Split(name).Select(choice =>
            string.Join(" AND ", And().Split(choice).Select(one => LicenseNames.Translate(one.Trim(), isField) ?? Refer(one.Trim(), unlisted)))));
    }

    private static string Refer(string name, SortedDictionary<string, UnlistedLicense> unlisted)
    {
        var license = UnlistedLicense.Of(name);
        unlisted[license.Id] = license;
        return license.Id;
    }

    // What all have to hold, each once.
    private static string[] Parts(string expression) =>
        expression.Contains(" OR ", StringComparison.Ordinal) ? [$"({expression})"] : expression.Split(" AND ");

    [GeneratedRegex(" or ", RegexOptions.IgnoreCase)]
    private static partial Regex Or();

    [GeneratedRegex(" and ", RegexOptions.IgnoreCase)]
    private static partial Regex And();
}
