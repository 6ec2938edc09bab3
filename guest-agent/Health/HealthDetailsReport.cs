using Pockr.Contracts;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Machine;

namespace Pockr.GuestAgent.Health;

/// <summary>Looks at each part of the machine.</summary>
internal sealed class HealthDetailsReport(
    EngineMonitor monitor, AccessToken token, BundledImages bundled, AgentProcess agent, AgentOptions options)
{
    private const long LeastFreeBytes = 256 * 1024 * 1024;

    public async Task<HealthDetails> MakeAsync(CancellationToken cancellationToken)
    {
        var version = await monitor.CheckAsync(cancellationToken);
        HealthPart[] parts =
        [
            new("agent", HealthPart.Ok, $"Version {AgentProcess.Version}, up for {agent.Uptime.TotalSeconds:0} s."),
            Token(),
            await ContainerdAsync(cancellationToken),
            version is null ? Starting("dockerd", "It does not answer.") : Ok("dockerd", $"Version {version}."),
            bundled.AreLoaded ? Ok("bundled-images", "They are loaded.") : Starting("bundled-images", "They wait for dockerd, or are being loaded."),
            Disk(),
            Clock(),
        ];
        return new HealthDetails(parts.All(part => part.Stage == HealthPart.Ok) ? Contracts.Health.Ok : Contracts.Health.Degraded, parts);
    }

    private HealthPart Token() =>
        token.IsConfigured ? Ok("token", "It is configured.")
        : token.IsAwaited ? Starting("token", "It has not come over the identity channel.")
        : new HealthPart("token", HealthPart.Failed, "The kernel's command line has none.");

    private async Task<HealthPart> ContainerdAsync(CancellationToken cancellationToken) =>
        await ContainerdProbe.FindRefusalAsync(options.ContainerdSocket, cancellationToken) is { } refusal
            ? Starting("containerd", $"{options.ContainerdSocket}: {refusal.Message}.")
            : Ok("containerd", "It listens.");

    private static HealthPart Disk()
    {
        var (total, free) = MachineDisk.Read();
        var detail = $"{free / (1024 * 1024)} of {total / (1024 * 1024)} MiB are free.";
        return free < LeastFreeBytes ? new HealthPart("disk", HealthPart.Failed, detail) : Ok("disk", detail);
    }

    private static HealthPart Clock()
    {
        var now = DateTimeOffset.UtcNow;
        return MachineClock.IsPlausible(now.ToUnixTimeMilliseconds())
            ? Ok("clock", $"It is {now:yyyy-MM-ddTHH:mm:ssZ}.")
            : new HealthPart("clock", HealthPart.Failed, $"It says {now:yyyy-MM-ddTHH:mm:ssZ}; set it with POST /v1/system/time.");
    }

    private static HealthPart Ok(string name, string detail) => new(name, HealthPart.Ok, detail);

    private static HealthPart Starting(string name, string detail) => new(name, HealthPart.Starting, detail);
}
