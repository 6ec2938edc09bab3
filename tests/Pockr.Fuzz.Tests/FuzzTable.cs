using System.Globalization;
using System.Text;

namespace Pockr.Fuzz.Tests;

/// <summary>What came of a run, for people: a table, and below it each finding with what makes it happen again.</summary>
internal static class FuzzTable
{
    public static string Of(IReadOnlyList<FuzzResult> results, int seed)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}\n");
        text.AppendLine("| target | cases | crashes | seconds |\n|---|---:|---:|---:|");
        foreach (var result in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {result.Target} | {result.Cases} | {result.Crashes} | {result.Elapsed.TotalSeconds:0.0} |");
        }

        foreach (var (target, finding) in results.SelectMany(result => result.Findings.Select(finding => (result.Target, finding))))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n{target}, case {finding.Case}: {finding.Crash.Place}");
            text.AppendLine(CultureInfo.InvariantCulture, $"kept as {Regressions.Keep(target, finding.Input)}");
            text.AppendLine(finding.Crash.Reason);
        }

        return text.ToString();
    }
}
