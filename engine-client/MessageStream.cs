using System.Text.Json.Serialization.Metadata;

namespace Pockr.EngineClient;

/// <summary>Messages that dockerd sends as they come; disposing ends the connection.</summary>
public sealed class MessageStream<T> : IAsyncDisposable
{
    private readonly EngineTransport _transport;
    private readonly HttpResponseMessage _response;
    private readonly JsonTypeInfo<T> _type;

    internal MessageStream(EngineTransport transport, HttpResponseMessage response, JsonTypeInfo<T> type)
    {
        _transport = transport;
        _response = response;
        _type = type;
    }

    /// <summary>Everything up to the end that dockerd makes of it. Can be read once.</summary>
    public IAsyncEnumerable<T> ReadAsync(CancellationToken cancellationToken) =>
        JsonMessages.ReadAsync(_transport, _response, _type, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
