using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>The containers of a machine; <see cref="PockrClient.Containers"/>. An id may be its beginning, or the container's name.</summary>
public sealed partial class ContainersClient
{
    private const string Path = "v1/containers";
    private const int LongestStopSeconds = 3600; // a container's own time may be as long

    private readonly AgentConnection _connection;

    internal ContainersClient(AgentConnection connection) => _connection = connection;

    /// <summary>Lists containers.</summary>
    /// <param name="all">Whether those that do not run are listed as well.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(bool all = false, CancellationToken cancellationToken = default) =>
        ListAsync(all, [], cancellationToken);

    /// <summary>Lists containers that pass filters: one of the values of each kind.</summary>
    /// <param name="all">Whether those that do not run are listed as well.</param>
    /// <param name="filters">Kinds and values: <c>status</c>, <c>label</c> (<c>name</c> or <c>name=value</c>), <c>name</c> (a part of it), <c>ancestor</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">A filter's value cannot be one.</exception>
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(
        bool all, IReadOnlyList<(string Kind, string Value)> filters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filters);
        var path = QueryText.Append(Path, [("all", QueryText.Of(all)), .. filters]);
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.IReadOnlyListContainerSummary, cancellationToken);
    }

    /// <summary>Tells all about a container.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is none.</exception>
    public Task<ContainerDetails> InspectAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Of(id), null, ContractsJson.Default.ContainerDetails, cancellationToken);

    /// <summary>Makes a container; it does not run yet. The image has to be in the machine: <see cref="ImagesClient.PullAsync"/>.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine.</exception>
    /// <exception cref="ResourceConflictException">The name or a port is taken.</exception>
    public Task<ContainerCreated> CreateAsync(CreateContainerRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
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
    /// <param name="timeoutSeconds">How long its command has between its stop signal and SIGKILL, in seconds; the container's own time if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task StopAsync(string id, int? timeoutSeconds = 10, CancellationToken cancellationToken = default) =>
        EndAsync(id, "stop", timeoutSeconds, cancellationToken);

    /// <summary>Stops a container and starts it again, or starts one that is stopped.</summary>
    /// <param name="id">The container.</param>
    /// <param name="timeoutSeconds">As for <see cref="StopAsync"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RestartAsync(string id, int? timeoutSeconds = null, CancellationToken cancellationToken = default) =>
        EndAsync(id, "restart", timeoutSeconds, cancellationToken);

    /// <summary>Makes a container anew in place of one, with its settings and name and its image's files. It runs if the old one did. What volumes hold stays.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ContainerCreated> RecreateAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/recreate", null, ContractsJson.Default.ContainerCreated, cancellationToken);

    /// <summary>Sends a signal to a container's first process.</summary>
    /// <param name="id">The container.</param>
    /// <param name="signal">Name or number, such as <c>SIGTERM</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task KillAsync(string id, string signal = "SIGKILL", CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, QueryText.Append($"{Of(id)}/kill", ("signal", signal)), cancellationToken);

    /// <summary>Has a container's processes stand still; fine if they do already.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task PauseAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/pause", cancellationToken);

    /// <summary>Lets a container's processes go on; fine if they do already.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task UnpauseAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/unpause", cancellationToken);

    /// <summary>Waits until a container does not run, for as long as that takes.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<ContainerExited> WaitAsync(string id, CancellationToken cancellationToken = default) => _connection.SendAsync(
        HttpMethod.Post, $"{Of(id)}/wait", null, ContractsJson.Default.ContainerExited, cancellationToken, Timeout.InfiniteTimeSpan);

    /// <summary>Gives a container another name.</summary>
    /// <param name="id">The container.</param>
    /// <param name="name">The new name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The name is taken.</exception>
    public Task RenameAsync(string id, string name, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(new RenameContainerRequest(name));
        return _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/rename", cancellationToken, body: body);
    }

    /// <summary>Changes a container's limits at once, also while it runs.</summary>
    /// <param name="id">The container.</param>
    /// <param name="request">What is to be different.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ContainerUpdated> UpdateAsync(string id, UpdateContainerRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Patch, Of(id), body, ContractsJson.Default.ContainerUpdated, cancellationToken);
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

    /// <summary>Removes all containers that do not run.</summary>
    /// <param name="labels">Only those that have all of these, each <c>name</c> or <c>name=value</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ContainersPruned> PruneAsync(IReadOnlyList<string>? labels = null, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}/prune", (labels ?? []).Select(label => ("label", (string?)label)));
        return _connection.SendAsync(HttpMethod.Post, path, null, ContractsJson.Default.ContainersPruned, cancellationToken);
    }

    /// <summary>Lists a container's processes.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task<IReadOnlyList<ContainerProcess>> ListProcessesAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, $"{Of(id)}/top", null, ContractsJson.Default.IReadOnlyListContainerProcess, cancellationToken);

    /// <summary>Lists what is different from a container's image.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ContainerChange>> ListChangesAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, $"{Of(id)}/changes", null, ContractsJson.Default.IReadOnlyListContainerChange, cancellationToken);

    /// <summary>Measures what a container uses; it takes a second.</summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task<ContainerStats> GetStatsAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, $"{Of(id)}/stats", null, ContractsJson.Default.ContainerStats, cancellationToken);

    private Task EndAsync(string id, string action, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        var path = QueryText.Append($"{Of(id)}/{action}", ("timeoutSeconds", QueryText.Of(timeoutSeconds)));
        return _connection.SendAsync(HttpMethod.Post, path, cancellationToken, TimeSpan.FromSeconds(Math.Max(0, timeoutSeconds ?? LongestStopSeconds)));
    }

    private static string Of(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return $"{Path}/{PathSegment.Of(id)}";
    }
}
