using System.Net;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// dockerd's list, put right: for a moment after dockerd has told a container's end, its list still shows it as running. Whoever has
/// just stopped a container counts on its ports being gone.
/// </summary>
internal sealed class ContainerList(DockerEngine engine)
{
    public async Task<IReadOnlyList<ContainerListEntry>> ReadAsync(bool all, ContainerFilters? filters, CancellationToken cancellationToken)
    {
        // dockerd lists all of the states that are asked for.
        var showsEnded = filters?.Statuses is { } statuses ? statuses.Contains("exited") : all;
        List<ContainerListEntry> entries = [];
        foreach (var entry in await engine.Containers.ListAsync(all, filters, cancellationToken))
        {
            if (entry.State != "running" || !PublishesPorts(entry) || await RunsAsync(entry.Id, cancellationToken))
            {
                entries.Add(entry);
            }
            else if (showsEnded)
            {
                entries.Add(entry with { State = "exited", Status = "Exited", Ports = [] });
            }
        }

        return entries;
    }

    private static bool PublishesPorts(ContainerListEntry entry) => entry.Ports is { } ports && ports.Any(port => port.PublicPort is not null);

    private async Task<bool> RunsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.Containers.InspectAsync(id, cancellationToken)).State.Running;
        }
        catch (EngineException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
