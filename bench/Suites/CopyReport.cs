using System.Globalization;
using System.Text.RegularExpressions;

namespace Pockr.Bench.Suites;

/// <summary>What <c>dd</c> says at its end.</summary>
internal static partial class CopyReport
{
    /// <summary>MB a second.</summary>
    public static double RateIn(string text) => Sentence().Match(text) is { Success: true } sentence
        ? Number(sentence, 1) / 1e6 / Number(sentence, 2)
        : throw new FormatException($"dd said something else than usual: {text}");

    private static double Number(Match sentence, int group) => double.Parse(sentence.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) bytes .*copied, ([\d.]+) s")]
    private static partial Regex Sentence();
}
