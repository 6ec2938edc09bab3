using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Containers;

/// <summary>A container whose output and end are being listened to.</summary>
internal sealed class AttachedContainer(ContainerOutput output, ContainerEnd end) : IAsyncDisposable
{
    public async IAsyncEnumerable<OutputFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in OutputFrames.FromAsync(output.ReadAsync(cancellationToken), cancellationToken))
        {
            yield return frame;
        }

        yield return new OutputFrame(ExitCode: await end.ReadExitCodeAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await output.DisposeAsync();
        await end.DisposeAsync();
    }
}
