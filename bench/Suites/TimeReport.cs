using System.Globalization;
using System.Text.RegularExpressions;

namespace Pockr.Bench.Suites;

/// <summary>What <c>time -p</c> says of a command.</summary>
internal static partial class TimeReport
{
    public static double SecondsIn(string text) => Line().Match(text) is { Success: true } line
        ? double.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new FormatException($"'time -p' said something else than usual: {text.Trim()}");

    [GeneratedRegex(@"^real\s+([\d.]+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
