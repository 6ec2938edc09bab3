using System.Globalization;
using Pockr.Contracts;

namespace Pockr.Sdk;

/// <summary>The containers of a machine; <see cref="PockrClient.Containers"/>. An id may be its beginning, or the container's name.</summary>
public sealed class ContainersClient
{
    private const string Path = "v1/containers";

    private readonly AgentConnection _connection;

    internal ContainersClient(AgentConnection connection) => _connection = connection;

    /// <summary>Lists containers.</summary>
    /// <param name="all">Whether those that do not run are listed as well.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(bool all = false, CancellationToken cancellationToken = default)
    {
        var path = all ? $"{Path}?all=true" : Path;
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.IReadOnlyListContainerSummary, cancellationToken);
    }

    /// <summary>Makes a container; it does not run yet. The image has to be in the machine: <see cref="ImagesClient.PullAsync"/>.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine.</exception>
    /// <exception cref="ResourceConflictException">The name or a port is taken.</exception>
    public Task<ContainerCreated> CreateAsync(CreateContainerRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request, ContractsJson.Default.CreateContainerRequest);
        return _connection.SendAsync(HttpMethod.Post, Path, body, ContractsJson.Default.ContainerCreated, cancellationToken);
    }

    /// <summary>Starts a container; fine if it runs already.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task StartAsync(string id, CancellationToken cancellationToken = default)
    {
        return _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/start", cancellationToken);
    }

    /// <summary>Stops a container; fine if it is stopped already.</summary>
    /// <param name="id">The container.</param>
    /// <param name="timeoutSeconds">How long its command has between SIGTERM and SIGKILL.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task StopAsync(string id, int timeoutSeconds = 10, CancellationToken cancellationToken = default)
    {
        var path = $"{Of(id)}/stop?timeoutSeconds={timeoutSeconds.ToString(CultureInfo.InvariantCulture)}";
        return _connection.SendAsync(HttpMethod.Post, path, cancellationToken, TimeSpan.FromSeconds(Math.Max(0, timeoutSeconds)));
    }

    /// <summary>Removes a container.</summary>
    /// <param name="id">The container.</param>
    /// <param name="force">Whether it is removed even while it runs.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveAsync(string id, bool force = false, CancellationToken cancellationToken = default)
    {
        var path = force ? $"{Of(id)}?force=true" : Of(id);
        return _connection.SendAsync(HttpMethod.Delete, path, cancellationToken);
    }

    /// <summary>
    /// Attaches to a container's output. Once this returns nothing is missed: attach, then start. The last frame has the exit code.
    /// </summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    public async Task<OutputStream> AttachAsync(string id, CancellationToken cancellationToken = default)
    {
        var response = await _connection.OpenAsync(HttpMethod.Get, $"{Of(id)}/attach", null, cancellationToken).ConfigureAwait(false);
        return new OutputStream(response, endsWithExitCode: true);
    }

    /// <summary>Reads a container's log.</summary>
    /// <param name="id">The container.</param>
    /// <param name="follow">Whether to go on until the container ends.</param>
    /// <param name="tail">How many of the last lines; all if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    public IAsyncEnumerable<OutputFrame> ReadLogsAsync(
        string id,
        bool follow = false,
        int? tail = null,
        CancellationToken cancellationToken = default)
    {
        return _connection.StreamAsync(HttpMethod.Get, $"{Of(id)}/logs{AgentConnection.LogQuery(follow, tail)}", null, endsWithExitCode: false, cancellationToken);
    }

    /// <summary>Runs a command in a running container. The last frame has the exit code.</summary>
    /// <param name="id">The container.</param>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public IAsyncEnumerable<OutputFrame> ExecAsync(string id, ExecRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request, ContractsJson.Default.ExecRequest);
        return _connection.StreamAsync(HttpMethod.Post, $"{Of(id)}/exec", body, endsWithExitCode: true, cancellationToken);
    }

    private static string Of(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return $"{Path}/{Uri.EscapeDataString(id)}";
    }
}
