using Pockr.EngineClient;

namespace Pockr.GuestAgent.Containers;

/// <summary>Opens the output of containers.</summary>
internal sealed class ContainerStreams(DockerEngine engine, NewContainers news)
{
    /// <summary>Attaches and registers the wait for its end; no output and no exit after this is missed.</summary>
    public async Task<AttachedContainer> AttachAsync(string idOrName, CancellationToken cancellationToken)
    {
        var container = await news.FindAsync(ContainerNames.Check(idOrName), cancellationToken);
        var end = ContainerEnd.RegisterAsync(engine, container, cancellationToken);
        var output = engine.Containers.AttachAsync(container.Id, container.Tty, cancellationToken);
        try
        {
            await Task.WhenAll(end, output);
            return new AttachedContainer(await output, await end);
        }
        catch
        {
            await DisposeAsync(end);
            await DisposeAsync(output);
            throw;
        }
    }

    public async Task<ContainerOutput> LogsAsync(string idOrName, LogSelection selection, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(idOrName), cancellationToken);
        return await engine.Containers.LogsAsync(container.Id, container.Config.Tty, selection, cancellationToken);
    }

    private static async Task DisposeAsync<T>(Task<T> opened)
        where T : IAsyncDisposable
    {
        if (opened.IsCompletedSuccessfully)
        {
            await (await opened).DisposeAsync();
        }
    }
}
