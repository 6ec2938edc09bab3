using System.Runtime.CompilerServices;
using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>Output that the machine keeps for whoever asks.</summary>
internal static class BufferedChunks
{
    private const int WaitSeconds = 30;

    public static IReadOnlyList<OutputChunk> Of(BufferedOutput output) => [.. output.Frames.Select(OutputChunk.From)];

    /// <summary>Reads from the oldest that is kept to the end.</summary>
    public static async IAsyncEnumerable<OutputChunk> FollowAsync(
        Func<long, int, CancellationToken, Task<BufferedOutput>> readAsync, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (cursor, isOver) = (0L, false); !isOver;)
        {
            var output = await readAsync(cursor, WaitSeconds, cancellationToken).ConfigureAwait(false);
            foreach (var chunk in Of(output))
            {
                yield return chunk;
            }

            (cursor, isOver) = (output.Cursor, output.Ended);
        }
    }
}
