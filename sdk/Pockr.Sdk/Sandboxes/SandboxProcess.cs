using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A command in a sandbox that goes on by itself, also when this program ends. The machine keeps the newest mebibyte of what it writes.</summary>
public sealed class SandboxProcess
{
    private const int WaitSeconds = 60;

    private readonly ExecsClient _execs;

    internal SandboxProcess(ExecsClient execs, string id) => (_execs, Id) = (execs, id);

    /// <summary>Its id: 32 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>How it is just now.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">It is not known any more.</exception>
    public Task<ExecInfo> GetInfoAsync(CancellationToken cancellationToken = default) => _execs.GetAsync(Id, cancellationToken);

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">Name or number, such as <c>TERM</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">It has ended.</exception>
    public Task SignalAsync(string signal = "TERM", CancellationToken cancellationToken = default) => _execs.SignalAsync(Id, signal, cancellationToken);

    /// <summary>Waits for its end, for as long as that takes.</summary>
    /// <param name="cancellationToken">Ends the waiting; the command goes on.</param>
    /// <returns>How it has ended.</returns>
    public async Task<ExecInfo> WaitAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await _execs.WaitAsync(Id, WaitSeconds, cancellationToken).ConfigureAwait(false) is { Running: false } end)
            {
                return end;
            }
        }
    }

    /// <summary>Takes what it has written since the last time.</summary>
    /// <param name="waitSeconds">How long to wait for some, 0 to 60.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<IReadOnlyList<OutputChunk>> ReadAsync(int waitSeconds = 0, CancellationToken cancellationToken = default) =>
        BufferedChunks.Of(await _execs.ReadOutputAsync(Id, waitSeconds: waitSeconds, cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>Looks at what it has written since the last <see cref="ReadAsync"/>, which will give that again.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<IReadOnlyList<OutputChunk>> PeekAsync(CancellationToken cancellationToken = default) =>
        BufferedChunks.Of(await _execs.ReadOutputAsync(Id, peek: true, cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>Reads what is kept of its output, and goes on to its end.</summary>
    /// <param name="cancellationToken">Ends the reading; the command goes on.</param>
    public IAsyncEnumerable<OutputChunk> FollowAsync(CancellationToken cancellationToken = default) => BufferedChunks.FollowAsync(
        (cursor, seconds, token) => _execs.ReadOutputAsync(Id, cursor, waitSeconds: seconds, cancellationToken: token), cancellationToken);

    /// <summary>Ends it with everything it started, if it runs, and forgets it.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveAsync(CancellationToken cancellationToken = default) => _execs.RemoveAsync(Id, cancellationToken);
}
