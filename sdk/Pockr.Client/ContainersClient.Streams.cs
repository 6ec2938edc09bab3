using Pockr.Contracts;

namespace Pockr.Client;

/// <content>What containers print, and are told.</content>
public sealed partial class ContainersClient
{
    /// <summary>Makes a container and starts it, and tells what it prints from its first byte on. One that does not start is not left behind.</summary>
    /// <param name="request">What to make. The image has to be in the machine: <see cref="ImagesClient.PullAsync"/>.</param>
    /// <param name="cancellationToken">Ends the request; until it is answered, that removes the container too.</param>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine.</exception>
    /// <exception cref="ResourceConflictException">The name or a port is taken.</exception>
    public async Task<ContainerRun> RunAsync(CreateContainerRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var answer = await _connection.PostAsync($"{Path}/run", RequestText.Of(request), cancellationToken).ConfigureAwait(false);
        if (answer.Location?.Split('/')[^1] is { Length: > 0 } id)
        {
            return new ContainerRun(id, new OutputStream(answer, endsWithExitCode: true));
        }

        answer.Dispose();
        throw new AgentUnreachableException(_connection.Agent, "its answer does not say which container was made.");
    }

    /// <summary>
    /// Attaches to a container's output. Once this returns nothing is missed: attach, then start. The last frame has the exit code.
    /// </summary>
    /// <param name="id">The container.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    public async Task<OutputStream> AttachAsync(string id, CancellationToken cancellationToken = default)
    {
        var answer = await _connection.OpenAsync(HttpMethod.Get, $"{Of(id)}/attach", null, cancellationToken).ConfigureAwait(false);
        return new OutputStream(answer, endsWithExitCode: true);
    }

    /// <summary>Reads a container's log.</summary>
    /// <param name="id">The container.</param>
    /// <param name="follow">Whether to go on until the container ends.</param>
    /// <param name="tail">How many of the last lines; all if <see langword="null"/>.</param>
    /// <param name="since">Only what was written at this time or later.</param>
    /// <param name="until">Only what was written before this time.</param>
    /// <param name="timestamps">Whether each line begins with its time.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    public IAsyncEnumerable<OutputFrame> ReadLogsAsync(
        string id,
        bool follow = false,
        int? tail = null,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        bool timestamps = false,
        CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append(
            $"{Of(id)}/logs",
            ("follow", QueryText.Of(follow)),
            ("tail", QueryText.Of(tail)),
            ("since", QueryText.Of(since)),
            ("until", QueryText.Of(until)),
            ("timestamps", QueryText.Of(timestamps)));
        return _connection.StreamAsync(HttpMethod.Get, path, null, endsWithExitCode: false, cancellationToken);
    }

    /// <summary>Runs a command in a running container. The last frame has the exit code.</summary>
    /// <param name="id">The container.</param>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public IAsyncEnumerable<OutputFrame> ExecAsync(string id, ExecRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.StreamAsync($"{Of(id)}/exec", RequestText.Of(request), cancellationToken);
    }

    /// <summary>Runs a command in a running container to its end and keeps what it writes.</summary>
    /// <param name="id">The container.</param>
    /// <param name="request">What to run, for how long at most, and how much of its output is kept.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task<ExecRunResult> RunExecAsync(string id, ExecRunRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = AgentConnection.Json(request);
        var patience = AgentConnection.PatienceFor(request.TimeoutSeconds);
        return _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/exec/run", body, ContractsJson.Default.ExecRunResult, cancellationToken, patience);
    }

    /// <summary>Starts a command in a running container, which goes on by itself; <see cref="ExecsClient"/> asks about it.</summary>
    /// <param name="id">The container.</param>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The container does not run.</exception>
    public Task<ExecStarted> StartExecAsync(string id, ExecRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/exec/detached", body, ContractsJson.Default.ExecStarted, cancellationToken);
    }

    /// <summary>Runs a command in a running container with its input open; the connection's end is the command's.</summary>
    /// <param name="id">The container.</param>
    /// <param name="request">What to run; its input and its time are not used.</param>
    /// <param name="terminal">Size of the terminal it gets; without, its streams are told apart.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<TerminalConnection> OpenExecAsync(
        string id, ExecRequest request, TerminalResize? terminal = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = QueryText.Append(
            $"{Of(id)}/exec/tty",
            [
                .. request.Cmd.Select(word => ("cmd", (string?)word)),
                .. (request.Env ?? []).Select(variable => ("env", (string?)variable)),
                ("workDir", request.WorkDir),
                ("user", request.User),
                ("tty", terminal is null ? "false" : null),
            ]);
        return _connection.OpenTerminalAsync(path, terminal, cancellationToken);
    }

    /// <summary>
    /// Connects with a container's own input and output. The container may be started later; nothing is missed. Its end is told, the
    /// connection's is not the container's.
    /// </summary>
    /// <param name="id">The container.</param>
    /// <param name="terminal">Size of its terminal; without, its streams are told apart.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<TerminalConnection> OpenAttachedAsync(string id, TerminalResize? terminal = null, CancellationToken cancellationToken = default) =>
        _connection.OpenTerminalAsync($"{Of(id)}/attach/tty", terminal, cancellationToken);
}
