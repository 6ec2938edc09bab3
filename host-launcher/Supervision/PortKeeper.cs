using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Supervision;

/// <summary>Opens and closes this host's ports as containers that publish them come and go, whoever starts and ends them.</summary>
internal sealed class PortKeeper(PortForwards forwards, OpenMachine machine, SupervisorLog log)
{
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(1);

    private volatile IReadOnlyList<string> _conflicts = [];

    /// <summary>Which ports could not be opened, in sentences.</summary>
    public IReadOnlyList<string> Conflicts => _conflicts;

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is PockrException or LauncherException)
            {
                // dockerd or the agent is started again, or QEMU ends; either is seen soon.
                log.Write($"ports: {exception.Message}");
            }

            await Task.Delay(s_afterFailure, cancellationToken);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var events = await machine.Client.Events.OpenAsync(["container"], cancellationToken);
        await SyncAsync(cancellationToken);
        await foreach (var happened in events.ReadAsync(cancellationToken))
        {
            if (happened.Action is "start" or "die")
            {
                await SyncAsync(cancellationToken);
            }
        }
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        var conflicts = await forwards.SyncAsync(machine, cancellationToken);
        foreach (var conflict in conflicts.Except(_conflicts))
        {
            log.Write(conflict);
        }

        _conflicts = conflicts;
    }
}
