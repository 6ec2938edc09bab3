using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>Shells in a machine's containers, which keep what one command leaves for the next; <see cref="PockrClient.Sessions"/>.</summary>
public sealed class SessionsClient
{
    private const string Path = "v1/sessions";

    private readonly AgentConnection _connection;

    internal SessionsClient(AgentConnection connection) => _connection = connection;

    /// <summary>Starts a shell in a running container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="request">Which shell, and how; <c>sh</c> if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such container.</exception>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task<SessionInfo> CreateAsync(
        string container, CreateSessionRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(container);
        var body = AgentConnection.Json(request ?? new CreateSessionRequest());
        var path = $"v1/containers/{PathSegment.Of(container)}/sessions";
        return _connection.SendAsync(HttpMethod.Post, path, body, ContractsJson.Default.SessionInfo, cancellationToken);
    }

    /// <summary>Lists sessions.</summary>
    /// <param name="container">Only those of this container, if not <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<SessionInfo>> ListAsync(string? container = null, CancellationToken cancellationToken = default)
    {
        var path = container is null ? Path : $"{Path}?container={Uri.EscapeDataString(container)}";
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.IReadOnlyListSessionInfo, cancellationToken);
    }

    /// <summary>Asks how a session is.</summary>
    /// <param name="id">The session.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<SessionInfo> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Of(id), null, ContractsJson.Default.SessionInfo, cancellationToken);

    /// <summary>Runs a command and waits for its result.</summary>
    /// <param name="id">The session.</param>
    /// <param name="request">What to run, and how long.</param>
    /// <param name="cancellationToken">Ends the request and the command.</param>
    /// <exception cref="ResourceConflictException">The session runs another command, or has ended.</exception>
    public Task<SessionResult> RunAsync(string id, SessionRunRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = AgentConnection.Json(request);

        // Interrupting a command, and ending a shell that does not heed it, takes its time as well.
        var patience = AgentConnection.PatienceFor(request.TimeoutSeconds);
        return _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/run", body, ContractsJson.Default.SessionResult, cancellationToken, patience);
    }

    /// <summary>Writes to the shell's standard input without waiting for what comes of it.</summary>
    /// <param name="id">The session.</param>
    /// <param name="text">What to write; a line ends with a newline.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The session runs a command, or has ended.</exception>
    public Task SendAsync(string id, string text, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(new SessionSendRequest(text));
        return _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/send", cancellationToken, body: body);
    }

    /// <summary>Reads the output that is no result of a <see cref="RunAsync"/>.</summary>
    /// <param name="id">The session.</param>
    /// <param name="cursor">Where to read from; where the last reading without one ended, if <see langword="null"/>.</param>
    /// <param name="waitSeconds">How long to wait for some, 0 to 60.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<BufferedOutput> ReadOutputAsync(
        string id, long? cursor = null, int waitSeconds = 0, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Of(id)}/output", ("waitSeconds", QueryText.Of(waitSeconds)), ("cursor", QueryText.Of(cursor)));
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.BufferedOutput, cancellationToken);
    }

    /// <summary>Ends a session with everything it started.</summary>
    /// <param name="id">The session.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Delete, Of(id), cancellationToken);

    private static string Of(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return $"{Path}/{PathSegment.Of(id)}";
    }
}
