using System.Diagnostics;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Execs;

/// <summary>Runs commands to their ends.</summary>
internal sealed class ExecRuns(ContainerExec exec)
{
    public async Task<ExecRunResult> RunAsync(string container, ExecRunRequest request, CancellationToken cancellationToken)
    {
        var spec = ExecRules.Spec(request);
        var stdout = new CappedOutput(request.MaxOutputBytes);
        var stderr = new CappedOutput(request.MaxOutputBytes);
        var time = Stopwatch.StartNew();
        await using var running = await exec.StartAsync(
            container, spec, cancellationToken, TimeSpan.FromSeconds(request.TimeoutSeconds), request.Stdin);
        await foreach (var chunk in running.ReadAsync(cancellationToken))
        {
            (chunk.Source == OutputSource.Stderr ? stderr : stdout).Add(chunk.Bytes.Span);
        }

        var exitCode = await running.FindExitCodeAsync(cancellationToken);
        return new ExecRunResult(
            exitCode, stdout.Text, stderr.Text, time.ElapsedMilliseconds, running.TimedOut, stdout.IsCut || stderr.IsCut,
            stdout.TotalBytes, stderr.TotalBytes);
    }
}
