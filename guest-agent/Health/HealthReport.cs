using System.Diagnostics;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Settings;

namespace Pockr.GuestAgent.Health;

internal sealed class HealthReport(EngineMonitor monitor, AccessToken token, SettingsStore settings)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_nobodyAsks = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Ends when somebody was told that all is well, or when all is and nobody asks. What is not needed for the answer waits until then:
    /// it would take the processors from it, and from dockerd, for seconds.
    /// </summary>
    public async Task WhenToldAsync(CancellationToken cancellationToken)
    {
        await monitor.WhenUpAsync(cancellationToken);
        await Task.WhenAny(_told.Task, Task.Delay(s_nobodyAsks, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>This was said to somebody.</summary>
    public void Told(Contracts.Health report)
    {
        if (report.Status == Contracts.Health.Ok)
        {
            _told.TrySetResult();
        }
    }

    /// <summary>There is no answer that the rest has to wait for.</summary>
    public void NobodyWillAsk() => _told.TrySetResult();

    /// <summary>
    /// The report as soon as all is well, or as it is when the time is over. Asking again and again would take from dockerd what little
    /// processor time an emulated machine has.
    /// </summary>
    public async Task<Contracts.Health> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var report = await MakeAsync(cancellationToken);
        while (report.Status != Contracts.Health.Ok && Stopwatch.GetElapsedTime(start) < limit)
        {
            await Task.Delay(s_look, cancellationToken);
            report = await MakeAsync(cancellationToken);
        }

        return report;
    }

    private async Task<Contracts.Health> MakeAsync(CancellationToken cancellationToken)
    {
        var version = await monitor.CheckAsync(cancellationToken);
        var waitingFor = version is null ? "dockerd" : token.IsConfigured ? null : "token";
        var status = waitingFor is null ? Contracts.Health.Ok : Contracts.Health.Degraded;
        return new Contracts.Health(status, "docker", version ?? "unknown", waitingFor, settings.Current.Revision);
    }
}
