using System.Globalization;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Events;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// Starts a system again that has rebooted, as a machine would: to dockerd that is an end like any other. It tells of each end once, so that there is
/// one start for each. One that comes while dockerd or the agent is being started again stays an end.
/// </summary>
internal sealed partial class SystemReboots(DockerEngine engine, ContainerStarts starts, ILogger<SystemReboots> logger)
{
    // The kernel ends the first process of a process namespace that is rebooted by SIGHUP, and of one that is powered off by SIGINT: reboot(2).
    private const string Rebooted = "129";

    private static readonly Dictionary<string, IReadOnlyList<string>> s_ends = new()
    {
        ["type"] = ["container"], ["event"] = ["die"], ["label"] = [SystemInit.Label],
    };

    public Task RunAsync(CancellationToken cancellationToken) => EngineFollower.RunAsync(FollowAsync, cancellationToken);

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var ends = await engine.System.GetEventsAsync(since: null, until: null, s_ends, cancellationToken);
        await foreach (var end in ends.ReadAsync(cancellationToken))
        {
            if (end.Actor.Attributes?.GetValueOrDefault("exitCode") == Rebooted)
            {
                await TryStartAsync(end, cancellationToken);
            }
        }
    }

    private async Task TryStartAsync(EngineEvent end, CancellationToken cancellationToken)
    {
        try
        {
            var container = await engine.Containers.InspectAsync(end.Actor.ID, cancellationToken);
            if (container is { State.Running: false, HostConfig.AutoRemove: false } && !await WasStoppedAsync(container, end, cancellationToken))
            {
                LogRebooted(container.Name.TrimStart('/'));
                await starts.StartAsync(container.Id, cancellationToken);
            }
        }
        catch (EngineException failure)
        {
            LogNotStarted(end.Actor.ID, failure.Message); // it is gone, say
        }
    }

    // Some inits take the signal that is to stop them for a request to reboot.
    private async Task<bool> WasStoppedAsync(ContainerDetails container, EngineEvent end, CancellationToken cancellationToken)
    {
        var start = EventCursor.At(container.State.StartedAt);
        var filters = new Dictionary<string, IReadOnlyList<string>> { ["container"] = [container.Id], ["event"] = ["kill"] };
        var stop = Signals.NumberOf(container.Config.StopSignal ?? "SIGTERM")?.ToString(CultureInfo.InvariantCulture);
        await using var signals = await engine.System.GetEventsAsync(start.Time, new EventCursor(end.TimeNano).Time, filters, cancellationToken);
        return await signals.ReadAsync(cancellationToken).AnyAsync(sent => sent.Actor.Attributes?.GetValueOrDefault("signal") == stop, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The system {Name} rebooted, and is started again")]
    private partial void LogRebooted(string name);

    [LoggerMessage(LogLevel.Warning, "The system {Id} rebooted, and cannot be started again: {Reason}")]
    private partial void LogNotStarted(string id, string reason);
}
