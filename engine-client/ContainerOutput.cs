using System.Runtime.CompilerServices;

namespace Pockr.EngineClient;

/// <summary>Output of a container or an exec that dockerd is sending; disposing ends the connection.</summary>
public sealed class ContainerOutput : IContainerOutput
{
    private readonly EngineTransport _transport;
    private readonly HttpResponseMessage _response;
    private readonly bool _tty;

    internal ContainerOutput(EngineTransport transport, HttpResponseMessage response, bool tty)
    {
        _transport = transport;
        _response = response;
        _tty = tty;
    }

    /// <summary>Everything up to the end of the output. Can be read once.</summary>
    public async IAsyncEnumerable<OutputChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await _transport.GuardAsync(() => _response.Content.ReadAsStreamAsync(cancellationToken));
        await foreach (var chunk in MultiplexedStream.ReadAsync(_transport, body, _tty, cancellationToken))
        {
            yield return chunk;
        }
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
