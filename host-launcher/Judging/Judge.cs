using Pockr.Client;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Judging;

/// <summary>Runs a program on all cases, several at a time, and leaves nothing in the machine.</summary>
/// <param name="client">The machine.</param>
/// <param name="processes">Tells which others that judge are still there.</param>
/// <param name="warn">Told what could not be cleared away.</param>
internal sealed class Judge(PockrClient client, IProcessTable processes, Action<string> warn)
{
    private static readonly TimeSpan s_cleanUpPatience = TimeSpan.FromSeconds(60);

    private readonly JudgeOwner _self = JudgeOwner.Of(processes.Find(Environment.ProcessId) ?? new ProcessEntry(Environment.ProcessId, 0, ""));

    /// <summary>Whether all bytes of the output count.</summary>
    public bool IsExact { get; init; }

    /// <param name="program">The program.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="jobs">How many cases at a time.</param>
    /// <param name="reporter">Told how far it has come.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What came of it, in the order of the cases.</returns>
    public async Task<IReadOnlyList<CaseResult>> RunAsync(
        JudgedProgram program, IReadOnlyList<JudgeCase> cases, JudgeLimits limits, int jobs, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var traces = new JudgeTraces(client, processes, _self);
        await traces.RemoveLeftAsync(cancellationToken);
        try
        {
            reporter.Stage("putting the program into the machine");
            var image = await ProgramImage.MakeAsync(client, program, _self, cancellationToken);
            if (image.Build is { } build && CaseResult.OfBuild("", build, ProgramImage.BuildLimits) is { } failed)
            {
                return [.. cases.Select(found => failed with { Name = found.Name })];
            }

            var volumes = (await client.Images.InspectAsync(image.Name, cancellationToken)).Config.Volumes;
            var runner = new CaseRunner(client, JudgeContainers.Request(image.Name, program.Command, limits, volumes), limits);
            return await RunAsync(runner, cases, limits, jobs, reporter, cancellationToken);
        }
        finally
        {
            await ClearAwayAsync(traces);
        }
    }

    private async Task<IReadOnlyList<CaseResult>> RunAsync(
        CaseRunner runner, IReadOnlyList<JudgeCase> cases, JudgeLimits limits, int jobs, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var (results, done, turn) = (new CaseResult[cases.Count], 0, new Lock());
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, cases.Count, options, async (at, cancelled) =>
        {
            var (tried, expected) = (cases[at], await ReadAsync(cases[at].OutputFile, cancelled));
            var facts = await runner.RunAsync($"{_self.Name}-{at + 1}", tried.InputFile, cancelled);
            lock (turn)
            {
                results[at] = CaseResult.Of(tried.Name, facts, limits, expected, IsExact);
                reporter.Stage($"judged {++done} of {cases.Count}");
            }
        });
        return results;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(path, failure.Message, failure);
        }
    }

    // Also after Ctrl-C. What stays must not hide what came of it.
    private async Task ClearAwayAsync(JudgeTraces traces)
    {
        using var limit = new CancellationTokenSource(s_cleanUpPatience);
        try
        {
            await traces.RemoveOwnAsync(limit.Token);
        }
        catch (Exception exception) when (exception is PockrException or OperationCanceledException)
        {
            warn($"what was made for judging could not be removed, which the next 'pockr judge' tries again: {exception.Message}");
        }
    }
}
