using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Containers;

/// <summary>Starts containers. A volatile one keeps nothing from one start to the next: what it has written is cleared away before.</summary>
internal sealed class ContainerStarts(DockerEngine engine, NewContainers news) : IDisposable
{
    public const string VolatileLabel = "pockr.volatile";

    private const string Overlay = "overlay2";

    // Of two starts at once, the later one must not clear away what the earlier one's container is writing.
    private readonly SemaphoreSlim _clearing = new(1);

    public async Task StartAsync(string idOrName, CancellationToken cancellationToken)
    {
        var container = await news.FindAsync(idOrName, cancellationToken);
        if (!container.IsVolatile)
        {
            await engine.Containers.StartAsync(idOrName, cancellationToken);
            return;
        }

        await _clearing.WaitAsync(cancellationToken);
        try
        {
            await StartFreshAsync(container.Id, cancellationToken);
        }
        finally
        {
            _clearing.Release();
        }
    }

    public async Task RestartAsync(string idOrName, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        var container = await news.FindAsync(idOrName, cancellationToken);
        if (!container.IsVolatile)
        {
            await engine.Containers.RestartAsync(idOrName, timeoutSeconds, cancellationToken);
            return;
        }

        await engine.Containers.StopAsync(container.Id, timeoutSeconds, cancellationToken);
        await StartAsync(container.Id, cancellationToken);
    }

    public void Dispose() => _clearing.Dispose();

    private async Task StartFreshAsync(string id, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(id, cancellationToken);
        if (!container.State.Running && container.State.StartedAt > DateTimeOffset.UnixEpoch)
        {
            Clear(container, cancellationToken);
        }

        await engine.Containers.StartAsync(id, cancellationToken);
    }

    // The layer of a container that does not run is a plain directory, mounted nowhere.
    private static void Clear(ContainerDetails container, CancellationToken cancellationToken)
    {
        if (container.GraphDriver is not { Name: Overlay, Data: { } layers } || !layers.TryGetValue("UpperDir", out var layer))
        {
            throw new ProblemException(Problems.Make(409, Contracts.ProblemCodes.ContainerConflict,
                $"What '{container.Name.TrimStart('/')}' has written cannot be cleared: its storage is not {Overlay}.",
                "Use POST /v1/containers/{id}/recreate, which makes it anew."));
        }

        // Names and depth are the container's: what removes its files while it runs copes with any.
        TreeRemoval.Empty(DirectoryHandle.OpenPlace(layer, "/"), "/", cancellationToken);
    }
}
