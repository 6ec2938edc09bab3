using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Agent;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>The machine a command on its Docker needs. One that is down is brought up first, which is said.</summary>
internal sealed class MachineAccess(MachineDirectory directory, Func<UpRunner> up, PortForwards forwards, TerminalOutput terminal)
{
    /// <param name="name">The machine.</param>
    /// <param name="oneAtATime">Whether the command sends one request after the other: that begins sooner.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<OpenMachine> OpenAsync(MachineName name, bool oneAtATime, CancellationToken cancellationToken)
    {
        var files = directory.FilesOf(name);

        // What a pockr makes of it that starts or stops it just now, is waited for.
        if (!FileLock.IsHeld(files.Lock) && directory.TryOpen(name, oneAtATime ? () => new BlockingTransport() : null) is { } running)
        {
            return running;
        }

        if (name.Value != MachineName.Default && MachineStore.FindConfig(files) is null)
        {
            throw Failures.MachineNotFound(name.Value); // a slip of the pen is not to make a machine
        }

        await up().BringUpAsync(name, cancellationToken);
        return directory.Open(name);
    }

    /// <summary>Puts the forwarded ports right after containers have started or ended.</summary>
    public Task SyncPortsAsync(OpenMachine machine, CancellationToken cancellationToken) =>
        PortWarnings.SyncAsync(forwards, machine, terminal, cancellationToken);
}
