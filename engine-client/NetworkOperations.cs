using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class NetworkOperations
{
    private readonly EngineTransport _transport;

    internal NetworkOperations(EngineTransport transport) => _transport = transport;

    public Task<IReadOnlyList<NetworkDetails>> ListAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(
            HttpMethod.Get, "networks", null, EngineJson.Default.IReadOnlyListNetworkDetails, cancellationToken);
    }

    public Task<NetworkCreated> CreateAsync(NetworkSpec spec, CancellationToken cancellationToken)
    {
        var body = EngineTransport.Json(spec, EngineJson.Default.NetworkSpec);
        return _transport.ReadAsync(HttpMethod.Post, "networks/create", body, EngineJson.Default.NetworkCreated, cancellationToken);
    }

    public Task<NetworkDetails> InspectAsync(string id, CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(
            HttpMethod.Get, $"networks/{Segment(id)}", null, EngineJson.Default.NetworkDetails, cancellationToken);
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Delete, $"networks/{Segment(id)}", cancellationToken);
    }

    /// <summary>Removes networks that no running container is in.</summary>
    /// <param name="labels">Only those that have all of these, each <c>NAME</c> or <c>NAME=value</c>.</param>
    /// <param name="spared">Label of those that stay.</param>
    /// <param name="cancellationToken">Stops waiting; dockerd goes on.</param>
    public Task<NetworkPruning> PruneAsync(IReadOnlyList<string> labels, string spared, CancellationToken cancellationToken)
    {
        var path = $"networks/prune{Filters.Query(("label", labels), ("label!", [spared]))}";
        return _transport.ReadAsync(HttpMethod.Post, path, null, EngineJson.Default.NetworkPruning, cancellationToken);
    }

    public async Task ConnectAsync(string id, NetworkConnect connect, CancellationToken cancellationToken)
    {
        var body = EngineTransport.Json(connect, EngineJson.Default.NetworkConnect);
        using var _ = await _transport.SendAsync(HttpMethod.Post, $"networks/{Segment(id)}/connect", body, cancellationToken);
    }

    /// <summary>With force, also a container that is gone.</summary>
    public async Task DisconnectAsync(string id, NetworkDisconnect disconnect, CancellationToken cancellationToken)
    {
        var body = EngineTransport.Json(disconnect, EngineJson.Default.NetworkDisconnect);
        using var _ = await _transport.SendAsync(HttpMethod.Post, $"networks/{Segment(id)}/disconnect", body, cancellationToken);
    }
}
