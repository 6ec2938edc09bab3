using System.Runtime.CompilerServices;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>A container that was made and started, from its first output on.</summary>
internal sealed class ContainerRun(EngineClient.Models.ContainerCreated created, AttachedContainer attached) : IAsyncDisposable
{
    public string Id => created.Id;

    public async IAsyncEnumerable<OutputFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (created.Warnings is { Count: > 0 } warnings)
        {
            yield return new OutputFrame(Warnings: warnings);
        }

        await foreach (var frame in attached.ReadAsync(cancellationToken))
        {
            yield return frame;
        }
    }

    public ValueTask DisposeAsync() => attached.DisposeAsync();
}
