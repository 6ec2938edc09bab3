using System.Diagnostics;
using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Health;

internal sealed class HealthReport(EngineMonitor monitor, AccessToken token)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

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
        return new Contracts.Health(status, "docker", version ?? "unknown", waitingFor);
    }
}
