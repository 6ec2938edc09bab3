using Pockr.Contracts;
using Pockr.Machines;
using Pockr.Sdk.Telemetry;

namespace Pockr.Sdk.Hosts;

/// <summary>What sandboxes need of this host, if it is the one their machine runs on: its ports, and further machines like theirs.</summary>
/// <param name="options">What the machine is like.</param>
/// <param name="parts">What machines are worked on with.</param>
/// <param name="machine">The machine.</param>
internal sealed class LocalMachine(HostOptions options, MachineParts parts, OpenMachine machine)
{
    private const int NameDigits = 8;

    /// <summary>The same ports, with free ones of this host where none is named.</summary>
    /// <exception cref="MachineException">One is in use.</exception>
    public Task<IReadOnlyList<PortMapping>> ChooseAsync(IReadOnlyList<PortMapping> ports, CancellationToken cancellationToken) =>
        MachineException.TranslateAsync(() => parts.Forwards.ChooseAsync(machine, ports, cancellationToken));

    /// <summary>Has published ports be reached from now on. Whoever stays with the machine does so as well, but a moment later.</summary>
    /// <exception cref="MachineException">QEMU refuses.</exception>
    public Task OpenPortsAsync(CancellationToken cancellationToken) =>
        MachineException.TranslateAsync(() => parts.Forwards.SyncAsync(machine, cancellationToken));

    /// <summary>Starts a machine like this one, which ends when it is disposed of, or with this program, whatever ends that.</summary>
    /// <exception cref="MachineException">It cannot be had.</exception>
    public async Task<PockrHost> StartAnotherAsync(CancellationToken cancellationToken)
    {
        var (name, owner) = Take();
        using var observation = PockrTelemetry.OfStart(name.Value);
        return await observation.WatchAsync(MachineException.TranslateAsync(() => StartAsync(name, owner, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<PockrHost> StartAsync(MachineName name, FileLock owner, CancellationToken cancellationToken)
    {
        try
        {
            return await PockrHost.StartAsync(options with { Machine = name.Value }, parts, () => EndAsync(name, owner), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await EndAsync(name, owner).ConfigureAwait(false);
            throw;
        }
    }

    private (MachineName Name, FileLock Owner) Take()
    {
        while (true)
        {
            var name = MachineName.Parse($"sandbox-{Guid.NewGuid().ToString("N")[..NameDigits]}");
            if (OwnedMachines.TryTake(parts.Home.FilesOf(name)) is { } owner)
            {
                return (name, owner);
            }
        }
    }

    private Task EndAsync(MachineName name, FileLock owner)
    {
        owner.Dispose();
        return parts.Owned.EndOrphanAsync(name, new NoReporter(), CancellationToken.None);
    }
}
