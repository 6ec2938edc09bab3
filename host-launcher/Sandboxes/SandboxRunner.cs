using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>Runs a command in a sandbox as if it ran here, and records it.</summary>
internal sealed class SandboxRunner(TerminalOutput terminal)
{
    /// <param name="sandbox">Where it is run.</param>
    /// <param name="run">What is run.</param>
    /// <param name="most">How much of its output is wanted, in bytes.</param>
    /// <param name="history">Where it is recorded, if it is.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The command's exit code.</returns>
    public async Task<int> RunAsync(Sandbox sandbox, SandboxRun run, long most, RunHistory? history, CancellationToken cancellationToken)
    {
        using var log = history?.Begin(RunRecord.Run, run.Cmd);
        var output = new RunOutput(sandbox.StreamAsync(run, cancellationToken), log, most);
        int? exitCode = null;
        try
        {
            exitCode = await FrameWriter.CopyAsync(output.ReadAsync(cancellationToken), terminal, cancellationToken);
        }
        finally
        {
            log?.End(exitCode, output.TimedOut);
        }

        if (output.IsCut)
        {
            terminal.WriteWarning($"it wrote more than {BinarySize.Format(most)}, which is all that was wanted; '--max-output SIZE' takes more.");
        }

        return output.TimedOut ? throw Failures.RunTimedOut(sandbox.Name) : exitCode ?? throw new StreamCutException();
    }
}
