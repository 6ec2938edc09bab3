using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>Commands that were started in containers and go on by themselves; <see cref="PockrClient.Execs"/>.</summary>
public sealed class ExecsClient
{
    private const string Path = "v1/execs";

    private readonly AgentConnection _connection;

    internal ExecsClient(AgentConnection connection) => _connection = connection;

    /// <summary>Lists those that are known; ended ones make room for new ones.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ExecInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Path, null, ContractsJson.Default.IReadOnlyListExecInfo, cancellationToken);

    /// <summary>Asks how one is.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">It is not known (any more).</exception>
    public Task<ExecInfo> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Of(id), null, ContractsJson.Default.ExecInfo, cancellationToken);

    /// <summary>Reads its output. The newest is kept, a mebibyte of it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cursor">Where to read from; where the last reading without one ended, if <see langword="null"/>.</param>
    /// <param name="peek">Whether the next reading without a cursor begins where this one did.</param>
    /// <param name="waitSeconds">How long to wait for some, 0 to 60.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">It is not known (any more).</exception>
    public Task<BufferedOutput> ReadOutputAsync(
        string id, long? cursor = null, bool peek = false, int waitSeconds = 0, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append(
            $"{Of(id)}/output",
            ("cursor", QueryText.Of(cursor)),
            ("peek", QueryText.Of(peek)),
            ("waitSeconds", QueryText.Of(waitSeconds)));
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.BufferedOutput, cancellationToken);
    }

    /// <summary>Sends a signal to its process.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="signal">Name or number, such as <c>TERM</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">It has ended.</exception>
    public Task SignalAsync(string id, string signal = "TERM", CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(new SignalRequest(signal));
        return _connection.SendAsync(HttpMethod.Post, $"{Of(id)}/signal", cancellationToken, body: body);
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="timeoutSeconds">How long to wait at most, 0 to 3600.</param>
    /// <param name="cancellationToken">Ends the waiting; the command goes on.</param>
    /// <returns>How it is then; <see cref="ExecInfo.Running"/> says whether it has ended.</returns>
    public Task<ExecInfo> WaitAsync(string id, int timeoutSeconds = 30, CancellationToken cancellationToken = default) => _connection.SendAsync(
        HttpMethod.Post,
        QueryText.Append($"{Of(id)}/wait", ("timeoutSeconds", QueryText.Of(timeoutSeconds))),
        null,
        ContractsJson.Default.ExecInfo,
        cancellationToken,
        AgentConnection.PatienceFor(timeoutSeconds));

    /// <summary>Ends it with everything it started, if it runs, and forgets it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Delete, Of(id), cancellationToken);

    private static string Of(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return $"{Path}/{PathSegment.Of(id)}";
    }
}
