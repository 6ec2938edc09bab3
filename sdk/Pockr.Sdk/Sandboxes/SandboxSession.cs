using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A shell in a sandbox, which keeps its directory, its variables and its functions from one command to the next.</summary>
public sealed class SandboxSession : IAsyncDisposable
{
    private readonly SessionsClient _sessions;
    private readonly int _timeoutSeconds;

    internal SandboxSession(SessionsClient sessions, string id, int timeoutSeconds) => (_sessions, Id, _timeoutSeconds) = (sessions, id, timeoutSeconds);

    /// <summary>Its id: 32 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>How it is just now.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">It is not known any more.</exception>
    public Task<SessionInfo> GetInfoAsync(CancellationToken cancellationToken = default) => _sessions.GetAsync(Id, cancellationToken);

    /// <summary>Runs a command and waits for its result.</summary>
    /// <param name="command">Shell commands, up to 131072 bytes. Their standard input is empty.</param>
    /// <param name="timeoutSeconds">Seconds after which it is interrupted, 1 to 3600; the sandbox's own if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request and the command.</param>
    /// <exception cref="ResourceConflictException">The session runs another command, or has ended.</exception>
    public Task<SessionResult> RunAsync(string command, int? timeoutSeconds = null, CancellationToken cancellationToken = default) =>
        _sessions.RunAsync(Id, new SessionRunRequest(command, timeoutSeconds ?? _timeoutSeconds), cancellationToken);

    /// <summary>Writes to the shell's standard input without waiting for what comes of it.</summary>
    /// <param name="text">What to write, up to 131072 bytes; a line ends with a newline.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The session runs a command, or has ended.</exception>
    public Task SendAsync(string text, CancellationToken cancellationToken = default) => _sessions.SendAsync(Id, text, cancellationToken);

    /// <summary>Takes what was written since the last time and is no result of <see cref="RunAsync"/>.</summary>
    /// <param name="waitSeconds">How long to wait for some, 0 to 60.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<IReadOnlyList<OutputChunk>> ReadAsync(int waitSeconds = 0, CancellationToken cancellationToken = default) =>
        BufferedChunks.Of(await _sessions.ReadOutputAsync(Id, waitSeconds: waitSeconds, cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>Reads what is kept of that, and goes on to the session's end.</summary>
    /// <param name="cancellationToken">Ends the reading; the session goes on.</param>
    public IAsyncEnumerable<OutputChunk> FollowAsync(CancellationToken cancellationToken = default) => BufferedChunks.FollowAsync(
        (cursor, seconds, token) => _sessions.ReadOutputAsync(Id, cursor, seconds, token), cancellationToken);

    /// <summary>Ends it with everything it started; fine if it has ended, or its sandbox is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _sessions.RemoveAsync(Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
        }
    }
}
