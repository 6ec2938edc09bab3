using System.IO.Pipelines;

namespace Pockr.Machines.Archives;

/// <summary>A stream to read what is written meanwhile; little of it is in memory at any time.</summary>
internal static class WrittenStream
{
    /// <param name="writeAsync">Writes the content; what it throws, the reader throws.</param>
    public static Stream Of(Func<Stream, Task> writeAsync)
    {
        var pipe = new Pipe();
        _ = WriteAsync(pipe.Writer, writeAsync);
        return pipe.Reader.AsStream();
    }

    private static async Task WriteAsync(PipeWriter writer, Func<Stream, Task> writeAsync)
    {
        try
        {
            await using (var stream = writer.AsStream(leaveOpen: true))
            {
                await writeAsync(stream);
            }

            await writer.CompleteAsync();
        }
        catch (Exception failure)
        {
            await writer.CompleteAsync(failure);
        }
    }
}
