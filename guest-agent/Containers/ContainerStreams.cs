using Pockr.EngineClient;

namespace Pockr.GuestAgent.Containers;

/// <summary>Opens the output of containers.</summary>
internal sealed class ContainerStreams(DockerEngine engine)
{
    /// <summary>Attaches and registers the wait for its end; no output and no exit after this is missed.</summary>
    public async Task<AttachedContainer> AttachAsync(string idOrName, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(idOrName), cancellationToken);
        var end = await ContainerEnd.RegisterAsync(engine, container, cancellationToken);
        try
        {
            var output = await engine.Containers.AttachAsync(container.Id, container.Config.Tty, cancellationToken);
            return new AttachedContainer(output, end);
        }
        catch
        {
            await end.DisposeAsync();
            throw;
        }
    }

    public async Task<ContainerOutput> LogsAsync(string idOrName, LogSelection selection, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(idOrName), cancellationToken);
        return await engine.Containers.LogsAsync(container.Id, container.Config.Tty, selection, cancellationToken);
    }
}
