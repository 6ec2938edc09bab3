using Pockr.Contracts;
using Pockr.GuestAgent.Walls;

namespace Pockr.GuestAgent.Containers;

/// <summary>Makes the containers that clients describe.</summary>
internal sealed class RequestedContainers(
    ContainerFactory factory, SystemContainers systems, WalledNetworks walled, ContainerStreams streams, ContainerStarts starts)
{
    public async Task<EngineClient.Models.ContainerCreated> CreateAsync(CreateContainerRequest request, CancellationToken cancellationToken)
    {
        CreateContainerRules.Check(request);
        var spec = ContainerSpecs.From(request);
        spec = request.System ? await systems.PrepareAsync(spec, cancellationToken) : spec;
        return request.AllowedHosts is { } hosts
            ? await walled.CreateContainerAsync(request.Name, spec, [.. hosts.Select(AllowedHost.TryParse).OfType<AllowedHost>()], cancellationToken)
            : await factory.CreateAsync(request.Name, spec, cancellationToken);
    }

    /// <summary>Makes one, listens to it and starts it; one that does not start is not left behind.</summary>
    public async Task<ContainerRun> RunAsync(CreateContainerRequest request, CancellationToken cancellationToken)
    {
        var created = await CreateAsync(request, cancellationToken);
        try
        {
            return new ContainerRun(created, await StartAsync(created.Id, cancellationToken));
        }
        catch
        {
            await factory.DiscardAsync(created.Id);
            throw;
        }
    }

    private async Task<AttachedContainer> StartAsync(string id, CancellationToken cancellationToken)
    {
        var attached = await streams.AttachAsync(id, cancellationToken);
        try
        {
            await starts.StartAsync(id, cancellationToken);
            return attached;
        }
        catch
        {
            await attached.DisposeAsync();
            throw;
        }
    }
}
