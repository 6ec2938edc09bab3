using System.Globalization;
using System.Text;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Judging;

/// <summary>What a program's run on a case is worth, and why.</summary>
/// <param name="Name">The case.</param>
/// <param name="Verdict">What it is worth.</param>
/// <param name="Detail">Why, on one line, for people; nothing if it was accepted.</param>
/// <param name="Facts">What happened.</param>
/// <param name="Difference">Where the output is another than what was expected.</param>
internal sealed record CaseResult(string Name, Verdict Verdict, string? Detail, RunFacts Facts, LineDifference? Difference = null)
{
    private const int ShownErrorLetters = 80;

    /// <summary>Standard error, line by line fit to be shown.</summary>
    public string ErrorText => string.Join('\n', Encoding.UTF8.GetString(Facts.ErrorOutput.Span).Split('\n').Select(line => PrintableText.Of(line.TrimEnd('\r'))));

    public static CaseResult Of(string name, RunFacts facts, JudgeLimits limits, ReadOnlyMemory<byte> expected, bool isExact)
    {
        if (WorseThanWrong(facts, limits) is var (verdict, detail))
        {
            return new CaseResult(name, verdict, detail, facts);
        }

        return LineDifference.Find(expected, facts.Output, isExact) is { } difference
            ? new CaseResult(name, Verdict.WA, difference.ToString(), facts, difference)
            : new CaseResult(name, Verdict.AC, null, facts);
    }

    /// <summary>What every case is worth if the program could not be built; nothing if it could.</summary>
    public static CaseResult? OfBuild(string name, RunFacts facts, JudgeLimits limits) =>
        WorseThanWrong(facts, limits) is var (_, detail) ? new CaseResult(name, Verdict.CE, $"cannot be built: {detail}", facts) : null;

    private static (Verdict Verdict, string Detail)? WorseThanWrong(RunFacts facts, JudgeLimits limits) => facts switch
    {
        { IsOutOfMemory: true } => (Verdict.MLE, $"needs more than {BinarySize.Format(limits.MemoryBytes)} of memory"),
        { Stop: RunStop.Output } => (Verdict.OLE, $"writes more than {BinarySize.Format(limits.OutputBytes)}"),
        { Stop: RunStop.CpuTime } or { ExitCode: ExitCodeText.CpuTimeOver } => (Verdict.TLE, $"needs more than {Seconds(limits.Time)} of processor time"),

        // Of a program that does not listen to the signal for it.
        { Stop: RunStop.None, ExitCode: ExitCodeText.Killed } when facts.Duration >= limits.Time =>
            (Verdict.TLE, $"needs more than {Seconds(limits.Time)} of processor time"),
        { Stop: RunStop.Wall } => (Verdict.TLE, $"has not ended after {Seconds(limits.Wall)}"),
        { ExitCode: not 0 } => (Verdict.RE, ExitCodeText.Of(facts.ExitCode) + LastWords(facts)),
        _ => null,
    };

    private static string LastWords(RunFacts facts)
    {
        var last = Encoding.UTF8.GetString(facts.ErrorOutput.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return last is null ? "" : $": {PrintableText.Of(last.Length > ShownErrorLetters ? last[..ShownErrorLetters] + "…" : last)}";
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
