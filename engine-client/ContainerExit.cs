using Pockr.EngineClient.Models;

namespace Pockr.EngineClient;

/// <summary>A wait for the end of a container that dockerd has registered already: no exit after this is missed.</summary>
public sealed class ContainerExit : IAsyncDisposable
{
    private readonly EngineTransport _transport;
    private readonly HttpResponseMessage _response;

    internal ContainerExit(EngineTransport transport, HttpResponseMessage response)
    {
        _transport = transport;
        _response = response;
    }

    public Task<WaitResult> GetAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadBodyAsync(_response, EngineJson.Default.WaitResult, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
