using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Output;

internal static class OutputFrames
{
    public static async IAsyncEnumerable<OutputFrame> FromAsync(
        IAsyncEnumerable<OutputChunk> chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stdout = new Utf8Pieces(OutputFrame.Stdout);
        var stderr = new Utf8Pieces(OutputFrame.Stderr);
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
        {
            var pieces = chunk.Source == OutputSource.Stderr ? stderr : stdout;
            if (pieces.Add(chunk.Bytes.Span) is { } frame)
            {
                yield return frame;
            }
        }

        foreach (var pieces in (Utf8Pieces[])[stdout, stderr])
        {
            if (pieces.End() is { } frame)
            {
                yield return frame;
            }
        }
    }
}
