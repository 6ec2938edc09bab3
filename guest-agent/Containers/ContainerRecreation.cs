using System.Text.Json.Nodes;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// Makes a container anew, with the same settings and name and a fresh file system. The old one is kept under another name until the
/// new one is there and, if the old one ran, runs; if that fails, the old one is put back.
/// </summary>
internal sealed partial class ContainerRecreation(DockerEngine engine, ILogger<ContainerRecreation> logger)
{
    private static readonly TimeSpan s_undoing = TimeSpan.FromSeconds(60);

    public async Task<ContainerCreated> RecreateAsync(string idOrName, CancellationToken cancellationToken)
    {
        var settings = await engine.Containers.InspectWholeAsync(idOrName, cancellationToken);
        var old = await engine.Containers.InspectAsync((string)settings["Id"]!, cancellationToken);
        var name = old.Name.TrimStart('/');

        // From here on it is brought to its end, also when the caller goes away: half of it is what nobody wants.
        cancellationToken.ThrowIfCancellationRequested();
        await engine.Containers.RenameAsync(old.Id, $"{name}.old-{Guid.NewGuid():N}", CancellationToken.None);
        var created = await ReplaceAsync(old, name, RecreationBody.Of(settings));
        await TryAsync(token => engine.Containers.RemoveAsync(old.Id, force: true, token));
        return created;
    }

    private async Task<ContainerCreated> ReplaceAsync(ContainerDetails old, string name, JsonObject body)
    {
        ContainerCreated? created = null;
        try
        {
            created = await engine.Containers.CreateAsync(name, body, CancellationToken.None);
            if (old.State.Running)
            {
                await engine.Containers.StopAsync(old.Id, timeoutSeconds: null, CancellationToken.None);
                await engine.Containers.StartAsync(created.Id, CancellationToken.None);
            }

            return created;
        }
        catch
        {
            await UndoAsync(old, name, created?.Id);
            throw;
        }
    }

    private async Task UndoAsync(ContainerDetails old, string name, string? created)
    {
        if (created is not null)
        {
            await TryAsync(token => engine.Containers.RemoveAsync(created, force: true, token));
        }

        await TryAsync(token => engine.Containers.RenameAsync(old.Id, name, token));
        if (old.State.Running)
        {
            await TryAsync(token => engine.Containers.StartAsync(old.Id, token));
        }
    }

    // The failure that counts is the one the caller gets; a container that removes itself is gone already.
    private async Task TryAsync(Func<CancellationToken, Task> step)
    {
        using var limit = new CancellationTokenSource(s_undoing);
        try
        {
            await step(limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
            LogLeft(exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Recreating a container left something undone: {Reason}")]
    private partial void LogLeft(string reason);
}
