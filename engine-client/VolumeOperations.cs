using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class VolumeOperations
{
    private readonly EngineTransport _transport;

    internal VolumeOperations(EngineTransport transport) => _transport = transport;

    public Task<VolumeList> ListAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(HttpMethod.Get, "volumes", null, EngineJson.Default.VolumeList, cancellationToken);
    }

    /// <summary>Creates it; one that is there already is left as it is.</summary>
    public Task<VolumeDetails> CreateAsync(VolumeSpec spec, CancellationToken cancellationToken)
    {
        var body = EngineTransport.Json(spec, EngineJson.Default.VolumeSpec);
        return _transport.ReadAsync(HttpMethod.Post, "volumes/create", body, EngineJson.Default.VolumeDetails, cancellationToken);
    }

    public Task<VolumeDetails> InspectAsync(string name, CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(HttpMethod.Get, $"volumes/{Segment(name)}", null, EngineJson.Default.VolumeDetails, cancellationToken);
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Delete, $"volumes/{Segment(name)}", cancellationToken);
    }

    /// <summary>Removes volumes that no container has; those with a name of their own only if <paramref name="all"/>.</summary>
    public Task<VolumePruning> PruneAsync(bool all, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var path = $"volumes/prune{Filters.Query(("all", all ? ["true"] : []), ("label", labels))}";
        return _transport.ReadAsync(HttpMethod.Post, path, null, EngineJson.Default.VolumePruning, cancellationToken);
    }
}
