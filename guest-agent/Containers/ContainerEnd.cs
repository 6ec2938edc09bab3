using System.Net;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>The end of a container that is being waited for.</summary>
internal sealed class ContainerEnd(DockerEngine engine, string id, ContainerExit exit) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>Registers the wait; no end after this is missed.</summary>
    public static async Task<ContainerEnd> RegisterAsync(
        DockerEngine engine, ContainerTraits container, CancellationToken cancellationToken)
    {
        // One that goes by itself is only done when it is gone, so that its name can be taken again.
        var condition = container.AutoRemove ? WaitCondition.Removed : WaitCondition.NextExit;
        return new ContainerEnd(engine, container.Id, await engine.Containers.WaitAsync(container.Id, condition, cancellationToken));
    }

    /// <summary>To be asked when the output has ended. A start that fails ends it too, but is no exit dockerd would tell the wait of; so it is looked for.</summary>
    public async Task<int> ReadExitCodeAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = exit.GetAsync(waiting.Token);
        try
        {
            while (await Task.WhenAny(wait, Task.Delay(s_patience, cancellationToken)) != wait)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await ThrowIfStartFailedAsync(cancellationToken);
            }

            return CodeOf(await wait);
        }
        finally
        {
            // A reading that were left behind would take the next answer on its connection.
            await waiting.CancelAsync();
            await Task.WhenAny(wait);
        }
    }

    public ValueTask DisposeAsync() => exit.DisposeAsync();

    private async Task ThrowIfStartFailedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = (await engine.Containers.InspectAsync(id, cancellationToken)).State;
            if (!state.Running && state.Error is { Length: > 0 } error)
            {
                throw Failure(error);
            }
        }
        catch (EngineException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            // It has ended and has just been removed, which the wait is about to be told.
        }
    }

    private static int CodeOf(WaitResult result) =>
        result.Error?.Message is { Length: > 0 } error ? throw Failure(error) : (int)result.StatusCode;

    private static ProblemException Failure(string error) => new(Problems.Make(
        StatusCodes.Status500InternalServerError, ProblemCodes.EngineError, error, "The text is dockerd's; its log in the machine may say more."));
}
