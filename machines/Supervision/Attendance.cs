using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Supervision;

/// <summary>
/// What is done for a machine as long as its processors run, with a connection to its agent; and where it was wished for, the pause of a machine
/// that has nothing to do, with none.
/// </summary>
internal sealed class Attendance(PortKeeper ports, ClockKeeper clock, IdleWatch idle, IdlePause pause, SupervisorLog log)
{
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(1);

    public async Task KeepAsync(OpenMachine machine, MachinePersona persona, CancellationToken cancellationToken)
    {
        var patience = MachineStore.FindConfig(machine.Files)?.IdlePatience ?? Timeout.InfiniteTimeSpan;
        while (true)
        {
            using (var client = new PockrClient(machine.Running.State.Url, persona.Token.Value))
            {
                await AttendAsync(machine with { Client = client }, patience, cancellationToken);
            }

            try
            {
                await PauseAsync(machine, persona, cancellationToken);
            }
            catch (LauncherException failure)
            {
                log.Write($"pause: {failure.Message}");
                await Task.Delay(s_afterFailure, cancellationToken);
            }
        }
    }

    /// <summary>Returns when there has been nothing to do for so long.</summary>
    private async Task AttendAsync(OpenMachine machine, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] work =
        [
            ports.KeepAsync(machine, over.Token),
            clock.KeepAsync(machine.Client, over.Token),
            patience == Timeout.InfiniteTimeSpan ? Task.Delay(patience, over.Token) : idle.WaitAsync(machine.Running.Process, patience, over.Token),
        ];
        var first = await Task.WhenAny(work);
        await over.CancelAsync();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task PauseAsync(OpenMachine machine, MachinePersona persona, CancellationToken cancellationToken)
    {
        if (!await pause.TryBeginAsync(machine.Files, cancellationToken))
        {
            return;
        }

        log.Write("idle: the processors stand still until somebody connects.");
        await pause.EndAsync(machine.Files, persona, cancellationToken);
        log.Write("idle: over.");
    }
}
