using System.Diagnostics;
using Pockr.Client;
using Pockr.Machines;
using Pockr.Machines.Checks;
using Pockr.Machines.Images;
using Pockr.Machines.Settings;
using Pockr.Machines.Supervision;
using Pockr.Sdk.Checks;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;
using Pockr.Sdk.Telemetry;

namespace Pockr.Sdk.Hosts;

/// <summary>
/// A machine with Docker in it, on this host or wherever an agent can be reached. One serves a whole program and many threads. Disposing of it
/// removes the sandboxes that were made here and not closed, unless they are to stay; the machine goes on.
/// </summary>
public sealed class PockrHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly MachineParts? _parts;
    private readonly MachineName _name;
    private readonly Func<Task>? _endAsync;
    private readonly Task _keeping = Task.CompletedTask;

    private PockrHost(PockrClient client)
    {
        Client = client;
        Sandboxes = new SandboxesClient(client);
    }

    private PockrHost(OpenMachine machine, HostOptions options, MachineParts parts, Func<Task>? endAsync, bool keepsPorts)
    {
        (Client, _parts, _name, _endAsync) = (machine.Client, parts, MachineName.Parse(options.Machine), endAsync);
        Sandboxes = new SandboxesClient(Client, new LocalMachine(options, parts, machine));
        _keeping = keepsPorts ? KeepPortsAsync(parts, machine, _over.Token) : Task.CompletedTask;
    }

    /// <summary>Client of the machine's agent, for all that is no sandbox.</summary>
    public PockrClient Client { get; }

    /// <summary>The machine's sandboxes.</summary>
    public SandboxesClient Sandboxes { get; }

    /// <summary>Finds a machine of this host, or starts it: as <c>pockr up</c>, and both can be used with the same machines.</summary>
    /// <param name="options">Which machine; the one <c>pockr</c> means if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting. A machine that is just starting goes on.</param>
    /// <exception cref="MachineException">The machine cannot be had: there is no QEMU, no image, too little memory ...</exception>
    public static async Task<PockrHost> StartAsync(HostOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new HostOptions();
        using var observation = PockrTelemetry.OfStart(options.Machine);
        return await observation.WatchAsync(MachineException.TranslateAsync(() => FindOrStartAsync(options, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Takes a machine whose agent can be reached, of this host or another's by a tunnel.</summary>
    /// <param name="agent">Address of the agent, such as <c>http://127.0.0.1:7080</c>.</param>
    /// <param name="token">The machine's token, as <c>pockr token</c> prints it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="AgentUnreachableException">Nobody answers there.</exception>
    /// <exception cref="TokenRejectedException">The token is not the machine's.</exception>
    public static Task<PockrHost> ConnectAsync(Uri agent, string token, CancellationToken cancellationToken = default) =>
        ConnectAsync(agent, token, PockrClient.CreateTransport(), cancellationToken);

    /// <summary>Takes a machine whose agent can be reached another way.</summary>
    /// <param name="agent">Address of the agent, such as <c>http://127.0.0.1:7080</c>.</param>
    /// <param name="token">The machine's token, as <c>pockr token</c> prints it. Whoever is given a request is given this.</param>
    /// <param name="transport">Sends the requests, and is disposed of with the host; terminals do without it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="AgentUnreachableException">Nobody answers there.</exception>
    /// <exception cref="TokenRejectedException">The token is not the machine's.</exception>
    public static async Task<PockrHost> ConnectAsync(Uri agent, string token, HttpMessageHandler transport, CancellationToken cancellationToken = default)
    {
        var client = new PockrClient(agent, token, transport);
        try
        {
            await client.GetInfoAsync(cancellationToken).ConfigureAwait(false); // which the token is needed for
            return new PockrHost(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Looks at this host and all its machines as <c>pockr doctor</c> does, and starts none: what is told where <see cref="StartAsync(HostOptions?, CancellationToken)"/>
    /// fails, and what would make it fail.
    /// </summary>
    /// <param name="options">Which directory of machines, and which image; those that <c>pockr</c> means if <see langword="null"/>.</param>
    /// <param name="fix">Whether to put right what can be without taking anything from anybody.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static async Task<IReadOnlyList<HostFinding>> CheckThisHostAsync(
        HostOptions? options = null, bool fix = false, CancellationToken cancellationToken = default)
    {
        var checkup = SandboxChecks.CheckupOf(PartsOf(options ?? new HostOptions()));
        return [.. (await checkup.RunAsync(fix, cancellationToken).ConfigureAwait(false)).Select(HostFinding.Of)];
    }

    /// <summary>
    /// Looks at the machine and at what is in it, and at this host if the machine is started here; at a project's records as well, if one is given.
    /// What is wrong is no exception, also that the agent does not answer.
    /// </summary>
    /// <param name="project">Project whose records are looked at.</param>
    /// <param name="fix">Whether to put right what can be without taking anything from anybody.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<IReadOnlyList<HostFinding>> CheckAsync(Project? project = null, bool fix = false, CancellationToken cancellationToken = default)
    {
        var found = _parts is { } parts
            ? await SandboxChecks.CheckupOf(parts).RunAsync(name => name == _name, fix, cancellationToken).ConfigureAwait(false)
            : await Checkup.AskAllAsync(SandboxChecks.Of(Client), fix, cancellationToken).ConfigureAwait(false);
        var ofProject = project is null ? [] : SandboxChecks.Of(() => project);
        return [.. found.Concat(await Checkup.AskAllAsync(ofProject, fix, cancellationToken).ConfigureAwait(false)).Select(HostFinding.Of)];
    }

    /// <summary>Stops the machine where it stands; it goes on there when it is started again.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The machine was not started, but connected to.</exception>
    /// <exception cref="MachineException">It cannot be stopped.</exception>
    public Task SuspendAsync(CancellationToken cancellationToken = default) => EndAsync(powerOff: false, cancellationToken);

    /// <summary>Shuts the machine down; what it has on its disk stays.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The machine was not started, but connected to.</exception>
    /// <exception cref="MachineException">It cannot be shut down.</exception>
    public Task PowerOffAsync(CancellationToken cancellationToken = default) => EndAsync(powerOff: true, cancellationToken);

    /// <summary>Removes the machine with all it has on its disk. One that runs is ended where it stands.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The machine was not started, but connected to.</exception>
    /// <exception cref="MachineException">It cannot be removed.</exception>
    public Task RemoveMachineAsync(CancellationToken cancellationToken = default) => ActAsync(
        parts => parts.Removal.RemoveAsync(_name, force: true, new NoReporter(), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Sandboxes.DisposeAsync().ConfigureAwait(false);
        await _over.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Client.Dispose();
        if (_endAsync is not null)
        {
            await _endAsync().ConfigureAwait(false);
        }
    }

    /// <param name="options">Which machine, and what it is like if it is new.</param>
    /// <param name="parts">What machines are worked on with.</param>
    /// <param name="endAsync">Ends the machine when the host is disposed of; none if it is to go on.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal static async Task<PockrHost> StartAsync(
        HostOptions options, MachineParts parts, Func<Task>? endAsync, CancellationToken cancellationToken)
    {
        var name = MachineName.Parse(options.Machine);
        var request = new UpRequest(name) { Image = options.Image, IsVolatile = options.IsVolatile, Changes = ChangesIn(options) };
        if (endAsync is not null)
        {
            request = request with { PreferredPort = new HostPorts().FindFree() }; // the usual one is for machines that stay
        }

        await parts.Up.UpAsync(request, new BootProgress(options.Progress), cancellationToken).ConfigureAwait(false);
        var machine = parts.Directory.Open(name, options.Transport);
        try
        {
            var isSupervised = await parts.Supervision.EnsureAsync(name, machine.Running, cancellationToken).ConfigureAwait(false);
            return new PockrHost(machine, options, parts, endAsync, keepsPorts: !isSupervised);
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    private static PockrHome HomeOf(HostOptions options) =>
        options.Home is { } home ? new PockrHome(Path.GetFullPath(home)) : PockrHome.FromEnvironment(Environment.GetEnvironmentVariable);

    private static MachineParts PartsOf(HostOptions options)
    {
        var environment = new MachineEnvironment
        {
            Home = HomeOf(options), Image = options.Image ?? Environment.GetEnvironmentVariable(ImageLocator.Variable),
        };
        return new MachineParts(environment, new HostSupervision(environment, options.Program));
    }

    private static async Task<PockrHost> FindOrStartAsync(HostOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parts = PartsOf(options);
        await parts.Owned.EndOrphansAsync(new BootProgress(options.Progress), cancellationToken).ConfigureAwait(false);
        return await StartAsync(options, parts, null, cancellationToken).ConfigureAwait(false);
    }

    private static async Task KeepPortsAsync(MachineParts parts, OpenMachine machine, CancellationToken cancellationToken)
    {
        Activity.Current = null; // whoever started the machine may be done long before this is
        await new PortKeeper(parts.Forwards, new SupervisorLog(machine.Files.SupervisorLog)).KeepAsync(machine, cancellationToken).ConfigureAwait(false);
    }

    private static IReadOnlyList<ConfigChange> ChangesIn(HostOptions options) =>
    [
        .. from setting in new[] { (Key: ConfigKeys.Cpus, Value: options.Cpus), (Key: ConfigKeys.Memory, Value: options.MemoryMiB) }
           where setting.Value is not null
           select ConfigChange.Of(setting.Key, [$"{setting.Value}"]),
    ];

    private Task EndAsync(bool powerOff, CancellationToken cancellationToken) =>
        ActAsync(parts => parts.Down.DownAsync(_name, powerOff, new NoReporter(), cancellationToken), cancellationToken);

    private Task ActAsync(Func<MachineParts, Task> actAsync, CancellationToken cancellationToken)
    {
        var parts = _parts ?? throw new InvalidOperationException("This machine was connected to by its agent's address; whoever started it stops it.");
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : MachineException.TranslateAsync(() => actAsync(parts));
    }
}
