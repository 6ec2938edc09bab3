using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Health;

internal sealed class HealthReport(EngineMonitor monitor, AccessToken token)
{
    public async Task<Contracts.Health> MakeAsync(CancellationToken cancellationToken)
    {
        var version = await monitor.CheckAsync(cancellationToken);
        var waitingFor = version is null ? "dockerd" : token.IsConfigured ? null : "token";
        var status = waitingFor is null ? Contracts.Health.Ok : Contracts.Health.Degraded;
        return new Contracts.Health(status, "docker", version ?? "unknown", waitingFor);
    }
}
