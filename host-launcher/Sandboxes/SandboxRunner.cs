using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>Runs a command in a sandbox as if it ran here, and records it.</summary>
internal sealed class SandboxRunner(TerminalOutput terminal)
{
    /// <param name="sandbox">Where it is run.</param>
    /// <param name="run">What is run.</param>
    /// <param name="history">Where it is recorded, if it is.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The command's exit code.</returns>
    public async Task<int> RunAsync(Sandbox sandbox, SandboxRun run, RunHistory? history, CancellationToken cancellationToken)
    {
        using var log = history?.Begin(RunRecord.Run, run.Cmd);
        RunEnd? end = null;
        try
        {
            end = await WriteAsync(sandbox.StreamAsync(run), log, cancellationToken);
        }
        finally
        {
            log?.End(end?.ExitCode, end?.TimedOut == true);
        }

        if (end.Truncated)
        {
            terminal.WriteWarning($"it wrote more than {BinarySize.Format(run.MaxOutputBytes)}, which is all that was wanted; '--max-output SIZE' takes more.");
        }

        return end.TimedOut ? throw CommandFailures.RunTimedOut(sandbox.Name) : end.ExitCode;
    }

    private async Task<RunEnd> WriteAsync(SandboxStream output, RunLog? log, CancellationToken cancellationToken)
    {
        await foreach (var chunk in output.WithCancellation(cancellationToken))
        {
            log?.Append(chunk.Data.Span);
            await FrameWriter.WriteAsync(chunk, terminal, cancellationToken);
        }

        return output.End;
    }
}
