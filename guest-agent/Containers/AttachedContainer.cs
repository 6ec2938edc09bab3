using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Containers;

/// <summary>A container whose output and end are being listened to.</summary>
internal sealed class AttachedContainer(DockerEngine engine, string id, ContainerOutput output, ContainerExit exit) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public async IAsyncEnumerable<OutputFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in OutputFrames.FromAsync(output.ReadAsync(cancellationToken), cancellationToken))
        {
            yield return frame;
        }

        yield return new OutputFrame(ExitCode: await ReadExitCodeAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await output.DisposeAsync();
        await exit.DisposeAsync();
    }

    /// <summary>A start that fails ends the output, but is no exit dockerd would tell the wait of; so it is looked for.</summary>
    private async Task<int> ReadExitCodeAsync(CancellationToken cancellationToken)
    {
        var wait = exit.GetAsync(cancellationToken);
        while (await Task.WhenAny(wait, Task.Delay(s_patience, cancellationToken)) != wait)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var state = (await engine.Containers.InspectAsync(id, cancellationToken)).State;
            if (!state.Running && state.Error is { Length: > 0 } error)
            {
                throw Failure(error);
            }
        }

        return CodeOf(await wait);
    }

    private static int CodeOf(WaitResult result) =>
        result.Error?.Message is { Length: > 0 } error ? throw Failure(error) : (int)result.StatusCode;

    private static ProblemException Failure(string error) => new(Problems.Make(
        StatusCodes.Status500InternalServerError, ProblemCodes.EngineError, error, "The text is dockerd's; its log in the machine may say more."));
}
