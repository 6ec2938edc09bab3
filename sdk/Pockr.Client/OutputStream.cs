using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>Output of a command, frame by frame; to be read once and disposed of.</summary>
public sealed class OutputStream : IAsyncEnumerable<OutputFrame>, IAsyncDisposable
{
    private readonly AgentAnswer _answer;
    private readonly bool _endsWithExitCode;

    internal OutputStream(AgentAnswer answer, bool endsWithExitCode)
    {
        _answer = answer;
        _endsWithExitCode = endsWithExitCode;
    }

    /// <summary>Reads the frames to the last one.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="StreamCutException">The connection broke before the last frame.</exception>
    /// <exception cref="PockrException">The agent met an error after the stream had begun.</exception>
    public async IAsyncEnumerator<OutputFrame> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var frame in JsonLines.ReadAsync(_answer.Body, OutputFrameReader.Read, cancellationToken).ConfigureAwait(false))
        {
            if (frame.Error is { } problem)
            {
                throw PockrException.From(problem);
            }

            yield return frame;
            if (frame.ExitCode is not null)
            {
                yield break;
            }
        }

        if (_endsWithExitCode)
        {
            throw new StreamCutException();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
