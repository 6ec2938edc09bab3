using Pockr.EngineClient.Models;

namespace Pockr.EngineClient;

public sealed class SystemOperations
{
    private readonly EngineTransport _transport;

    internal SystemOperations(EngineTransport transport) => _transport = transport;

    /// <summary>Returns if dockerd is ready, throws if it is not.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => _transport.DoAsync(HttpMethod.Get, "_ping", cancellationToken);

    public Task<EngineVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(HttpMethod.Get, "version", null, EngineJson.Default.EngineVersion, cancellationToken);
    }
}
