using System.Collections.Concurrent;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// Remembers the containers that were made here last: who makes one attaches to it and starts it next, and each time dockerd would be asked
/// for what the request has just said.
/// </summary>
internal sealed class NewContainers(DockerEngine engine)
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, ContainerTraits> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    public void Add(ContainerTraits container)
    {
        _known[container.Id] = container;
        _order.Enqueue(container.Id);
        while (_order.Count > Most && _order.TryDequeue(out var oldest))
        {
            _known.TryRemove(oldest, out _);
        }
    }

    /// <summary>What is remembered under a whole id, or what dockerd says.</summary>
    public async Task<ContainerTraits> FindAsync(string idOrName, CancellationToken cancellationToken) =>
        _known.GetValueOrDefault(idOrName) ?? ContainerTraits.Of(await engine.Containers.InspectAsync(idOrName, cancellationToken));
}
