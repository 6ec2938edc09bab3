using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;

namespace Pockr.HostLauncher.Containers;

/// <summary>Runs a command in a running container, with its output here.</summary>
internal static class ExecRunner
{
    /// <returns>The command's exit code.</returns>
    public static Task<int> RunAsync(
        OpenMachine machine, string name, ExecRequest request, Wiring wiring, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        return UnknownContainer.ExplainAsync(machine, name, RunThereAsync, cancellationToken);

        async Task<int> RunThereAsync()
        {
            var exitCode = wiring is { Input: null, Tty: false }
                ? await FrameWriter.CopyAsync(machine.Client.Containers.ExecAsync(name, request, cancellationToken), terminal, cancellationToken)
                : await Attachment.ExecAsync(machine, name, request, wiring, terminal, cancellationToken);
            return exitCode ?? throw new StreamCutException();
        }
    }
}
