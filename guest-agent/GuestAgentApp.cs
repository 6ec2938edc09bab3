using System.Runtime.InteropServices;
using Pockr.Contracts;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Health;
using Pockr.GuestAgent.Identity;
using Pockr.GuestAgent.Leases;
using Pockr.GuestAgent.Machine;
using Pockr.GuestAgent.Networks;
using Pockr.GuestAgent.Pages;
using Pockr.GuestAgent.Walls;

namespace Pockr.GuestAgent;

/// <summary>
/// The agent, put together and running. Tests use it too, with other arguments. It goes without the framework's host and builder, and
/// has its routes built only when the machine is well or somebody asks for one: in an emulated CPU all of that was two thirds of the time
/// until the first answer.
/// </summary>
internal sealed partial class GuestAgentApp : IAsyncDisposable
{
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(2);

    private readonly AgentCore _core;
    private readonly Lazy<AgentApi> _api;
    private readonly AgentServer _server;
    private readonly BackgroundService[] _background;
    private readonly IdentityChannel _identity;
    private readonly ILogger _logger;

    private GuestAgentApp(AgentOptions options, Action<IServiceCollection>? addServices)
    {
        _core = new AgentCore(options);
        _api = new Lazy<AgentApi>(() => new AgentApi(_core, addServices));
        _background = [_core.Monitor, _core.Images];
        _identity = new IdentityChannel(options, new IdentityRequests(_core.Token, Become, WarmUpAsync), _core.Loggers.CreateLogger<IdentityChannel>());
        _logger = _core.Loggers.CreateLogger("Pockr");
        _server = new AgentServer(options.Urls, Front(), _core.Loggers);
    }

    public AgentApi Api => _api.Value;

    /// <summary>Where it listens, once it is started.</summary>
    public IEnumerable<string> Urls => _server.Urls;

    /// <param name="args">Settings, as <see cref="AgentOptions"/> names them.</param>
    /// <param name="addServices">Services beside the agent's own, for who looks at it from outside.</param>
    public static GuestAgentApp Create(string[] args, Action<IServiceCollection>? addServices = null)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables("POCKR_").AddCommandLine(args).Build();
        return new GuestAgentApp(AgentOptions.From(settings), addServices);
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_core.Token.IsAwaited)
        {
            _identity.Start();
        }

        foreach (var service in _background)
        {
            await service.StartAsync(cancellationToken);
        }

        await _server.StartAsync(cancellationToken);
        LogListening(_logger, string.Join(' ', Urls));
        DeviceChecks.Keep(_core.Options, _logger);
    }

    /// <summary>Runs until it is told to end, or until something fails in the background that is not to fail.</summary>
    public async Task RunAsync()
    {
        var told = new TaskCompletionSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Told);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Told);
        await StartAsync();
        await await Task.WhenAny([told.Task, BuildApiAsync(), .. _background.Select(service => FailureOf(service.ExecuteTask!))]);
        await StopAsync();

        void Told(PosixSignalContext context)
        {
            context.Cancel = true;
            told.TrySetResult();
        }
    }

    public async Task StopAsync()
    {
        _core.Lifetime.StopApplication();
        using var limit = new CancellationTokenSource(s_stopPatience);
        await _server.StopAsync(limit.Token);
        foreach (var service in _background)
        {
            await service.StopAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        if (_api.IsValueCreated)
        {
            await _api.Value.DisposeAsync();
        }

        _core.Dispose();
    }

    private static async Task FailureOf(Task work)
    {
        await work;
        await Task.Delay(Timeout.Infinite);
    }

    // Not at the first request, because somebody waits for that.
    private async Task BuildApiAsync()
    {
        await _core.Health.WhenToldAsync(CancellationToken.None);
        ProcessorShare.Restore(_core.Options, _logger);
        var (services, stopping) = (_api.Value.Services, _core.Lifetime.ApplicationStopping);
        await await Task.WhenAny(
            services.GetRequiredService<SystemReboots>().RunAsync(stopping),
            services.GetRequiredService<ExecEnds>().RunAsync(stopping),
            services.GetRequiredService<LeaseKeeper>().RunAsync(stopping),
            services.GetRequiredService<WalledNetworks>().RunAsync(stopping),
            services.GetRequiredService<NetworkKeys>().RunAsync(stopping),
            FailureOf(services.GetRequiredService<BootOrder>().StartAllAsync(stopping)));
    }

    private void Become(MachineIdentity identity) => MachineSelf.Become(identity, _core.Options.Settings);

    /// <summary>Has everything ready for when this memory is the beginning of many machines.</summary>
    private async Task WarmUpAsync()
    {
        await _core.Monitor.WhenUpAsync(CancellationToken.None);
        _core.Health.NobodyWillAsk();
        await _core.Images.WhenLoadedAsync(CancellationToken.None);
        await new Rehearsal(Urls, new ProblemMiddleware(_api.Value.AnswerAsync, _logger).InvokeAsync).PlayAsync();
        Become(MachineSelf.Nobody()); // what a machine of this memory does first of all, done once: code that has run is translated
        MachineDisk.WriteOut();
    }

    private RequestDelegate Front()
    {
        RequestDelegate front = context => _api.Value.AnswerAsync(context);
        front = _core.Health.Before(front);
        front = new TokenMiddleware(front, _core.Token, _core.Keys, _core.Failures).InvokeAsync;
        front = new StaticPages(_core.Options.Pages).Before(front);
        front = new RequestOrigin(front, _core.Options).InvokeAsync;
        front = new ProblemMiddleware(front, _logger).InvokeAsync;
        return _core.Counts.Before(front);
    }

    [LoggerMessage(LogLevel.Information, "Listening on {Urls}")]
    private static partial void LogListening(ILogger logger, string urls);
}
