using System.Globalization;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>Client of the agent in a Pockr machine. One instance serves a whole program and many threads.</summary>
public sealed class PockrClient : IDisposable
{
    private const string SettingsPath = "v1/system/settings";

    private readonly AgentConnection _connection;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="agent">Address of the agent, such as <c>http://127.0.0.1:7080</c>.</param>
    /// <param name="token">The machine's token, as <c>pockr token</c> prints it.</param>
    /// <exception cref="ArgumentException">The token is empty, or has a character that no token has, such as the line end after it.</exception>
    public PockrClient(Uri agent, string token)
        : this(agent, token, null)
    {
    }

    /// <summary>Makes a client whose requests go another way; nothing is sent yet.</summary>
    /// <param name="agent">Address of the agent, such as <c>http://127.0.0.1:7080</c>.</param>
    /// <param name="token">The machine's token, as <c>pockr token</c> prints it. Whoever is given a request is given this.</param>
    /// <param name="transport">Sends the requests, and is disposed of with the client; terminals do without it.</param>
    /// <exception cref="ArgumentException">The token is empty, or has a character that no token has, such as the line end after it.</exception>
    public PockrClient(Uri agent, string token, HttpMessageHandler? transport)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentException.ThrowIfNullOrWhiteSpace(token);

        _connection = new AgentConnection(agent, token, transport);
        Containers = new ContainersClient(_connection);
        Images = new ImagesClient(_connection);
        Networks = new NetworksClient(_connection);
        Volumes = new VolumesClient(_connection);
        Files = new FilesClient(_connection);
        Execs = new ExecsClient(_connection);
        Sessions = new SessionsClient(_connection);
        Events = new EventsClient(_connection);
        Leases = new LeasesClient(_connection);
    }

    /// <summary>
    /// Makes what requests are sent with where nothing else is given: without a proxy, which would be handed the token, and with one attempt to
    /// connect at a time, as QEMU makes those wait that come together. Handlers of a program's own are put before it.
    /// </summary>
    public static HttpMessageHandler CreateTransport() => new AgentTransport();

    /// <summary>Address of the agent.</summary>
    public Uri Agent => _connection.Agent;

    /// <summary>The machine's containers.</summary>
    public ContainersClient Containers { get; }

    /// <summary>The machine's images.</summary>
    public ImagesClient Images { get; }

    /// <summary>The machine's networks.</summary>
    public NetworksClient Networks { get; }

    /// <summary>The machine's volumes.</summary>
    public VolumesClient Volumes { get; }

    /// <summary>Files of the machine's containers.</summary>
    public FilesClient Files { get; }

    /// <summary>Commands in the machine's containers that go on by themselves.</summary>
    public ExecsClient Execs { get; }

    /// <summary>Shells in the machine's containers.</summary>
    public SessionsClient Sessions { get; }

    /// <summary>What happens in the machine's Docker.</summary>
    public EventsClient Events { get; }

    /// <summary>Leases, which containers can be kept on.</summary>
    public LeasesClient Leases { get; }

    /// <summary>Asks how the machine is; needs no token.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="AgentUnreachableException">The agent does not answer.</exception>
    public Task<Health> GetHealthAsync(CancellationToken cancellationToken = default)
    {
        return _connection.SendAsync(HttpMethod.Get, "health", null, ContractsJson.Default.Health, cancellationToken);
    }

    /// <summary>How the machine is: at once if it is healthy, otherwise as soon as it becomes so, or when the time is over.</summary>
    /// <param name="waitSeconds">The longest wait, in seconds, 0 to 30.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="AgentUnreachableException">The agent does not answer.</exception>
    public Task<Health> WaitForHealthAsync(int waitSeconds, CancellationToken cancellationToken = default)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"health?waitSeconds={waitSeconds}");
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.Health, cancellationToken);
    }

    /// <summary>Asks how each part of the machine is, its disk and its clock among them.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<HealthDetails> GetHealthDetailsAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, "v1/health", null, ContractsJson.Default.HealthDetails, cancellationToken);

    /// <summary>Runs a shell command line in the machine itself, as root.</summary>
    /// <param name="commandLine">Given to <c>sh -c</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or the command took too long.</exception>
    public Task<OriginalExecResult> ExecInMachineAsync(string commandLine, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(new OriginalVmExecRequest(commandLine));
        return _connection.SendAsync(HttpMethod.Post, "vm/exec", body, ContractsJson.Default.OriginalExecResult, cancellationToken);
    }

    /// <summary>Runs a shell command line in the machine itself, as root, and streams its output. The last frame has the exit code.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Ends the request and the command.</param>
    /// <exception cref="PockrException">The agent refused, or the command took too long.</exception>
    public IAsyncEnumerable<OutputFrame> RunInMachineAsync(VmExecRequest request, CancellationToken cancellationToken = default)
    {
        return _connection.StreamAsync("v1/vm/exec", RequestText.Of(request), cancellationToken);
    }

    /// <summary>Opens a terminal in the machine itself, with a shell of root's on it.</summary>
    /// <param name="columns">Its width in characters, 1 to 1000.</param>
    /// <param name="rows">Its height in characters, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<TerminalConnection> OpenMachineTerminalAsync(int columns, int rows, CancellationToken cancellationToken = default) =>
        _connection.OpenTerminalAsync("v1/vm/exec/tty", new TerminalResize(columns, rows), cancellationToken);

    /// <summary>Reads the log of a part of the machine.</summary>
    /// <param name="service"><c>agent</c>, <c>dockerd</c>, <c>containerd</c> or <c>kernel</c>.</param>
    /// <param name="follow">Whether to go on with what comes.</param>
    /// <param name="tail">How many of the last lines; all if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    public IAsyncEnumerable<OutputFrame> ReadSystemLogAsync(
        string service, bool follow = false, int? tail = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(service);
        var path = QueryText.Append(
            $"v1/system/logs/{PathSegment.Of(service)}", ("follow", QueryText.Of(follow)), ("tail", QueryText.Of(tail)));
        return _connection.StreamAsync(HttpMethod.Get, path, null, endsWithExitCode: false, cancellationToken);
    }

    /// <summary>Sets the machine's clock, as after a time in which it stood still.</summary>
    /// <param name="time">The time it is.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task SetTimeAsync(DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(new SetTimeRequest(time.ToUnixTimeMilliseconds()));
        return _connection.SendAsync(HttpMethod.Post, "v1/system/time", cancellationToken, body: body);
    }

    /// <summary>Has the machine's file system take up all of its disk, as after that was made larger.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<DiskGrowth> GrowDiskAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, "v1/system/disk/grow", null, ContractsJson.Default.DiskGrowth, cancellationToken);

    /// <summary>What the machine is: its processors and memory, and the versions of what runs in it.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<SystemInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, "v1/system/info", null, ContractsJson.Default.SystemInfo, cancellationToken);

    /// <summary>Measures what the machine is busy with; it takes a second.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<MachineStats> GetStatsAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, "v1/system/stats", null, ContractsJson.Default.MachineStats, cancellationToken);

    /// <summary>What images, containers, volumes and builds take of the machine's disk.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<DiskUsage> GetDiskUsageAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, "v1/system/disk-usage", null, ContractsJson.Default.DiskUsage, cancellationToken);

    /// <summary>Removes what nobody needs; that can take minutes, and is waited for.</summary>
    /// <param name="request">What is removed.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">Somebody else does just that (<see cref="ProblemCodes.EngineBusy"/>).</exception>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<PruneReport> PruneAsync(PruneRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(
            HttpMethod.Post, "v1/system/prune", body, ContractsJson.Default.PruneReport, cancellationToken, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The machine's settings.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<SystemSettings> GetSettingsAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, SettingsPath, null, ContractsJson.Default.SystemSettings, cancellationToken);

    /// <summary>Gives the machine settings in place of all it had. Where dockerd has to be started again for them, that is waited for.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<SystemSettings> SetSettingsAsync(SystemSettings settings, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(settings);
        return _connection.SendAsync(HttpMethod.Put, SettingsPath, body, ContractsJson.Default.SystemSettings, cancellationToken);
    }

    /// <summary>Mounts the shared directories that are not mounted, also in containers that have them.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent could not, or cannot be reached.</exception>
    public Task MountSharesAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, "v1/system/mount", cancellationToken);

    /// <summary>Unmounts the shared directories, also in containers: all of them, or none.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">One is in use (<see cref="ProblemCodes.MountBusy"/>), or the agent cannot be reached.</exception>
    public Task UnmountSharesAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, "v1/system/unmount", cancellationToken);

    /// <summary>Makes a code with which a page of the agent's signs in, once and within a minute: it may be in an address, after <c>#code=</c>.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<SignInCode> MakeSignInCodeAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, "v1/sign-in/codes", null, ContractsJson.Default.SignInCode, cancellationToken);

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _connection.Dispose();
}
