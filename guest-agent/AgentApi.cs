using System.Diagnostics;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Docker;
using Pockr.GuestAgent.Events;
using Pockr.GuestAgent.Execs;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Health;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Leases;
using Pockr.GuestAgent.Logs;
using Pockr.GuestAgent.Machine;
using Pockr.GuestAgent.Metrics;
using Pockr.GuestAgent.Networks;
using Pockr.GuestAgent.Original;
using Pockr.GuestAgent.Processes;
using Pockr.GuestAgent.Sessions;
using Pockr.GuestAgent.Settings;
using Pockr.GuestAgent.Stats;
using Pockr.GuestAgent.Volumes;
using Pockr.GuestAgent.Terminals;
using Pockr.GuestAgent.Walls;

namespace Pockr.GuestAgent;

/// <summary>The routes and what they are made of.</summary>
internal sealed class AgentApi : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly RequestDelegate _answer;

    /// <param name="core">What was there before.</param>
    /// <param name="addServices">Services beside the agent's own, for who looks at it from outside.</param>
    public AgentApi(AgentCore core, Action<IServiceCollection>? addServices)
    {
        var services = new ServiceCollection();
        AddServices(services, core);
        addServices?.Invoke(services);
        _services = services.BuildServiceProvider();

        var app = new ApplicationBuilder(_services);
        app.UseWebSockets();
        app.UseRouting();
        app.UseEndpoints(MapEndpoints);
        _answer = app.Build();
    }

    public IServiceProvider Services => _services;

    public IReadOnlyList<Endpoint> Endpoints => _services.GetRequiredService<EndpointDataSource>().Endpoints;

    public Task AnswerAsync(HttpContext context)
    {
        context.RequestServices = _services; // there is no service for one request alone
        return _answer(context);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void AddServices(IServiceCollection services, AgentCore core)
    {
        services.AddSingleton(core.Options);
        services.AddSingleton(core.Token);
        services.AddSingleton(core.Keys);
        services.AddSingleton(core.Failures);
        services.AddSingleton(core.Engine);
        services.AddSingleton(core.Monitor);
        services.AddSingleton(core.Health);
        services.AddSingleton(core.Settings);
        services.AddSingleton(core.Images);
        services.AddSingleton(core.Counts);
        services.AddSingleton<IHostApplicationLifetime>(core.Lifetime);
        services.AddSingleton<ILoggerFactory>(core.Loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(_ => new DiagnosticListener("Pockr")); // routing wants one
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json => AgentJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SignInCodes>();
        services.AddSingleton<ImagePuller>();
        services.AddSingleton<ImageArchives>();
        services.AddSingleton<NewContainers>();
        services.AddSingleton<ContainerFactory>();
        services.AddSingleton<ContainerList>();
        services.AddSingleton<RequestedContainers>();
        services.AddSingleton<ContainerRecreation>();
        services.AddSingleton<ContainerStarts>();
        services.AddSingleton<MemoryKills>();
        services.AddSingleton<SystemContainers>();
        services.AddSingleton<SystemReboots>();
        services.AddSingleton<BootOrder>();
        services.AddSingleton<ContainerStreams>();
        services.AddSingleton<ExecEnds>();
        services.AddSingleton<ContainerExec>();
        services.AddSingleton<ExecRuns>();
        services.AddSingleton<DetachedExecs>();
        services.AddSingleton<ShellSessions>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<Wall>();
        services.AddSingleton<WalledNetworks>();
        services.AddSingleton<NetworkKeys>();
        services.AddSingleton<Shell>();
        services.AddSingleton<DockerSocket>();
        services.AddSingleton<PowerSwitch>();
        services.AddSingleton<Pruning>();
        services.AddSingleton<HealthDetailsReport>();
        services.AddSingleton(new AgentProcess());
        services.AddSingleton<MetricsReport>();
        services.AddSingleton<Spool>();
        services.AddSingleton<EngineConfiguration>();
        services.AddSingleton<EngineProcess>();
        services.AddSingleton<ExtraAuthorities>();
        services.AddSingleton<NameServers>();
        services.AddSingleton<HostFirewall>();
        services.AddSingleton<Ipv6Network>();
        services.AddSingleton<SharedMounts>();
        services.AddSingleton<MachineSettings>();
    }

    private static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapHealth();
        app.MapSignIn();
        app.MapOriginalContainers();
        app.MapOriginalImages();
        app.MapOriginalCommands();
        app.MapContainers();
        app.MapContainerStates();
        app.MapContainerViews();
        app.MapContainerStreams();
        app.MapExecs();
        app.MapSessions();
        app.MapLeases();
        app.MapTerminals();
        app.MapImages();
        app.MapFiles();
        app.MapFileTrees();
        app.MapDocker();
        app.MapEvents();
        app.MapStats();
        app.MapHealthDetails();
        app.MapSystem();
        app.MapSettings();
        app.MapSystemLogs();
        app.MapVmExec();
        app.MapMetrics();
        app.MapImageArchives();
        app.MapCommit();
        app.MapNetworks();
        app.MapVolumes();
    }
}
