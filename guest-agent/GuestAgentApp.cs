using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pockr.EngineClient;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Docker;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Events;
using Pockr.GuestAgent.Execs;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Health;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Logging;
using Pockr.GuestAgent.Logs;
using Pockr.GuestAgent.Machine;
using Pockr.GuestAgent.Metrics;
using Pockr.GuestAgent.Networks;
using Pockr.GuestAgent.Original;
using Pockr.GuestAgent.Pages;
using Pockr.GuestAgent.Processes;
using Pockr.GuestAgent.Sessions;
using Pockr.GuestAgent.Stats;
using Pockr.GuestAgent.Volumes;
using Pockr.GuestAgent.Terminals;

namespace Pockr.GuestAgent;

/// <summary>Puts the agent together. Tests use it too, with other arguments.</summary>
internal static partial class GuestAgentApp
{
    private const int JsonBodyBytes = 1024 * 1024;

    /// <param name="args">Settings, as <see cref="AgentOptions"/> names them.</param>
    /// <param name="addServices">Services beside the agent's own, for who looks at it from outside.</param>
    public static WebApplication Create(string[] args, Action<IServiceCollection>? addServices = null)
    {
        // The empty builder: every default of the others (settings files and their watchers, providers of logs) is time in an emulated CPU.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables("POCKR_").AddCommandLine(args);
        var options = AgentOptions.From(builder.Configuration);

        builder.Logging.AddProvider(new LineLoggerProvider()).AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(Configure);
        AddServices(builder.Services, options);
        addServices?.Invoke(builder.Services);

        var app = builder.Build();
        var token = app.Services.GetRequiredService<AccessToken>();
        app.UseRequestCounts();
        app.Use(next => new ProblemMiddleware(next, app.Logger).InvokeAsync);
        app.Use(next => new RequestOrigin(next, options).InvokeAsync);
        app.Use(new StaticPages(options.Pages).Before);
        app.Use(next => new TokenMiddleware(next, token).InvokeAsync);
        app.UseHealth();
        app.UseWebSockets();
        app.UseRouting();
        MapEndpoints(app);
        app.Lifetime.ApplicationStarted.Register(() => DeviceChecks.Keep(options, app.Logger));
        app.Lifetime.ApplicationStarted.Register(() => LogListening(app.Logger, string.Join(' ', app.Urls)));
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = JsonBodyBytes;

        // A machine that is paused, saved and restored must not lose its streams for having been slow.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(TakeableConnection.Offer));
    }

    private static void AddServices(IServiceCollection services, AgentOptions options)
    {
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json => AgentJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        services.AddSingleton(options);
        services.AddSingleton(provider => AccessToken.Read(options.CommandLineFile, provider.GetRequiredService<ILogger<AccessToken>>()));
        services.AddSingleton(_ => new DockerEngine(options.DockerSocket));
        services.AddSingleton<EngineMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineMonitor>());
        services.AddSingleton<HealthReport>();
        services.AddSingleton<BundledImages>();
        services.AddHostedService(provider => provider.GetRequiredService<BundledImages>());
        services.AddSingleton<ImagePuller>();
        services.AddSingleton<ImageArchives>();
        services.AddSingleton<ContainerFactory>();
        services.AddSingleton<ContainerList>();
        services.AddSingleton<ContainerRecreation>();
        services.AddSingleton<ContainerStarts>();
        services.AddSingleton<ContainerStreams>();
        services.AddSingleton<ContainerExec>();
        services.AddSingleton<ExecRuns>();
        services.AddSingleton<DetachedExecs>();
        services.AddSingleton<ShellSessions>();
        services.AddSingleton<Shell>();
        services.AddSingleton<DockerSocket>();
        services.AddSingleton<PowerSwitch>();
        services.AddSingleton<Pruning>();
        services.AddSingleton<HealthDetailsReport>();
        services.AddSingleton(new AgentProcess());
        services.AddSingleton(new RequestCounts());
        services.AddSingleton<MetricsReport>();
        services.AddSingleton<Spool>();
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapHealth();
        app.MapOriginalContainers();
        app.MapOriginalImages();
        app.MapOriginalCommands();
        app.MapContainers();
        app.MapContainerStates();
        app.MapContainerViews();
        app.MapContainerStreams();
        app.MapExecs();
        app.MapSessions();
        app.MapTerminals();
        app.MapImages();
        app.MapFiles();
        app.MapFileTrees();
        app.MapDocker();
        app.MapEvents();
        app.MapStats();
        app.MapHealthDetails();
        app.MapSystem();
        app.MapSystemLogs();
        app.MapVmExec();
        app.MapMetrics();
        app.MapImageArchives();
        app.MapCommit();
        app.MapNetworks();
        app.MapVolumes();
    }

    [LoggerMessage(LogLevel.Information, "Listening on {Urls}")]
    private static partial void LogListening(ILogger logger, string urls);
}
