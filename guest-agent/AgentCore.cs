using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.EngineClient;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Health;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Logging;
using Pockr.GuestAgent.Metrics;
using Pockr.GuestAgent.Settings;

namespace Pockr.GuestAgent;

/// <summary>What the agent needs to say whether the machine is well, and no more: made by hand, because a container of services takes its time.</summary>
internal sealed class AgentCore : IDisposable
{
    public AgentCore(AgentOptions options)
    {
        Options = options;
        Token = AccessToken.Read(options, Loggers.CreateLogger<AccessToken>());
        Keys = new BrowserKeys(Token, TimeProvider.System);
        Engine = new DockerEngine(options.DockerSocket);
        Monitor = new EngineMonitor(Engine, options, Loggers.CreateLogger<EngineMonitor>());
        Settings = new SettingsStore(options);
        Health = new HealthReport(Monitor, Token, Settings);
        Images = new BundledImages(Engine, Health, options, Loggers.CreateLogger<BundledImages>());
    }

    public AgentOptions Options { get; }

    public LineLoggerFactory Loggers { get; } = new();

    public ApplicationLifetime Lifetime { get; } = new(NullLogger<ApplicationLifetime>.Instance);

    public AccessToken Token { get; }

    public BrowserKeys Keys { get; }

    public FailedLogins Failures { get; } = new();

    public DockerEngine Engine { get; }

    public EngineMonitor Monitor { get; }

    public SettingsStore Settings { get; }

    public HealthReport Health { get; }

    public BundledImages Images { get; }

    public RequestCounts Counts { get; } = new();

    public void Dispose()
    {
        Monitor.Dispose();
        Images.Dispose();
        Engine.Dispose();
        Loggers.Dispose();
    }
}
