namespace Pockr.EngineClient;

/// <summary>Input and output of a container or an exec over one connection; disposing ends it.</summary>
public sealed class InteractiveStream : IContainerOutput
{
    private readonly EngineTransport _transport;
    private readonly HijackedConnection _connection;
    private readonly bool _tty;

    internal InteractiveStream(EngineTransport transport, HijackedConnection connection, bool tty)
    {
        _transport = transport;
        _connection = connection;
        _tty = tty;
    }

    public IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken) =>
        MultiplexedStream.ReadAsync(_transport, _connection.Stream, _tty, cancellationToken);

    /// <summary>Writes input; nothing happens if nobody is there to read it any more. One call at a time.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await _connection.Stream.WriteAsync(input, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The reading side tells how it ended.
        }
    }

    /// <summary>Ends the input; output goes on.</summary>
    public void CloseInput() => _connection.CloseInput();

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
