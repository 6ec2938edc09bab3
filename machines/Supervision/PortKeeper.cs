using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Supervision;

/// <summary>Opens and closes this host's ports as containers that publish them come and go, whoever starts and ends them.</summary>
internal sealed class PortKeeper(PortForwards forwards, SupervisorLog log)
{
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromSeconds(5);

    // Nothing else opens or closes a port, and what the agent need not tell takes none of the machine's time.
    private static readonly EventOptions s_events = new() { Types = ["container"], Actions = ["start", "die"] };

    private volatile IReadOnlyList<ForwardedPort> _conflicts = [];

    /// <summary>Which ports could not be opened, in sentences.</summary>
    public IReadOnlyList<string> Conflicts => [.. _conflicts.Select(port => port.Conflict)];

    public Task KeepAsync(OpenMachine machine, CancellationToken cancellationToken) =>
        Task.WhenAll(
            RepeatAsync(() => FollowAsync(machine, cancellationToken), s_afterFailure, cancellationToken),
            RepeatAsync(() => RetryAsync(machine, cancellationToken), s_betweenTries, cancellationToken));

    private async Task RepeatAsync(Func<Task> work, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work();
            }
            catch (Exception exception) when (exception is PockrException or LauncherException)
            {
                // dockerd or the agent is started again, or QEMU ends; either is seen soon.
                log.Write($"ports: {exception.Message}");
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    // The other program may have ended.
    private Task RetryAsync(OpenMachine machine, CancellationToken cancellationToken) =>
        _conflicts.Count > 0 ? SyncAsync(machine, cancellationToken) : Task.CompletedTask;

    private async Task FollowAsync(OpenMachine machine, CancellationToken cancellationToken)
    {
        using var events = await machine.Client.Events.OpenAsync(s_events, cancellationToken);
        await SyncAsync(machine, cancellationToken);
        await foreach (var happened in events.ReadAsync(cancellationToken))
        {
            if (happened.Action == "start" || (happened.Action == "die" && await MayCloseAsync(machine, cancellationToken)))
            {
                await SyncAsync(machine, cancellationToken);
            }
        }
    }

    // To ask QEMU costs the machine nothing; to list its containers would slow down what runs next.
    private async Task<bool> MayCloseAsync(OpenMachine machine, CancellationToken cancellationToken) =>
        _conflicts.Count > 0 || await forwards.AnyAsync(machine, cancellationToken);

    private async Task SyncAsync(OpenMachine machine, CancellationToken cancellationToken)
    {
        var known = _conflicts.Select(port => port.Rule).ToHashSet();
        _conflicts = [.. (await forwards.SyncAsync(machine, cancellationToken)).Where(port => !port.Open)];
        foreach (var conflict in _conflicts.Where(port => !known.Contains(port.Rule)))
        {
            log.Write(conflict.Conflict);
        }
    }
}
