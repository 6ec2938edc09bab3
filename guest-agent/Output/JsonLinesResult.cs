using System.Buffers;
using System.IO.Pipelines;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Output;

/// <summary>One JSON line for each item (<c>application/x-ndjson</c>).</summary>
internal sealed class JsonLinesResult<T>(
    IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, Func<Problem, T>? failed = null)
    : StreamResult<T>(source, read, "application/x-ndjson")
{
    protected override void Write(PipeWriter writer, T item) => WriteLine(writer, item);

    protected override void WriteFailure(PipeWriter writer, Problem problem)
    {
        if (failed is null)
        {
            WriteLine(writer, new StreamFailure(problem));
        }
        else
        {
            WriteLine(writer, failed(problem));
        }
    }

    private static void WriteLine<TLine>(PipeWriter writer, TLine line)
    {
        writer.Json(line);
        writer.Write("\n"u8);
    }
}
