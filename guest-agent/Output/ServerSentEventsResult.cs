using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Output;

/// <summary>One server-sent event for each item (<c>text/event-stream</c>); a failure is an event called <c>error</c>.</summary>
internal sealed class ServerSentEventsResult<T>(
    IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, Func<T, string>? id = null)
    : StreamResult<T>(source, read, StreamResults.EventStream)
{
    protected override void Write(PipeWriter writer, T item) => WriteEvent(writer, id is null ? "" : $"id: {id(item)}\n", item);

    protected override void WriteFailure(PipeWriter writer, Problem problem) => WriteEvent(writer, "event: error\n", new StreamFailure(problem));

    // JSON as it is written here has no line ends, so it is a single line of data.
    private static void WriteEvent<TData>(PipeWriter writer, string head, TData data)
    {
        writer.Write(Encoding.UTF8.GetBytes($"{head}data: "));
        writer.Json(data);
        writer.Write("\n\n"u8);
    }
}
