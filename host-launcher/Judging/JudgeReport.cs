using System.Text.Json.Serialization;

namespace Pockr.HostLauncher.Judging;

// What 'pockr judge --json' prints: contract, members are added and never renamed.

/// <param name="Program">The program.</param>
/// <param name="Image">Image it ran in.</param>
/// <param name="Accepted">How many cases it passed.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Cases">The cases.</param>
internal sealed record JudgeReport(string Program, string Image, int Accepted, int Total, IReadOnlyList<CaseReport> Cases)
{
    public static JudgeReport Of(JudgedProgram program, IReadOnlyList<CaseResult> results) => new(
        program.Name, program.Image, results.Count(result => result.Verdict == Verdict.AC), results.Count, [.. results.Select(CaseReport.Of)]);
}

/// <param name="Name">The case.</param>
/// <param name="Verdict">One of the letters.</param>
/// <param name="Detail">Why, for people.</param>
/// <param name="Seconds">Time by the machine's clock.</param>
/// <param name="CpuSeconds">Processor time, where it was measured.</param>
/// <param name="ExitCode">Exit code.</param>
/// <param name="OutputBytes">Length of its output.</param>
/// <param name="Difference">The first line that is another.</param>
/// <param name="Stderr">Beginning of standard error, where there is any.</param>
internal sealed record CaseReport(
    string Name,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Verdict>))] Verdict Verdict,
    string? Detail,
    double Seconds,
    double? CpuSeconds,
    int ExitCode,
    long OutputBytes,
    LineDifference? Difference,
    string? Stderr)
{
    public static CaseReport Of(CaseResult result) => new(
        result.Name,
        result.Verdict,
        result.Detail,
        Math.Round(result.Facts.Duration.TotalSeconds, 3),
        result.Facts.CpuTime is { } cpuTime ? Math.Round(cpuTime.TotalSeconds, 3) : null,
        result.Facts.ExitCode,
        result.Facts.Output.Length,
        result.Difference,
        result.ErrorText is { Length: > 0 } error ? error : null);
}
