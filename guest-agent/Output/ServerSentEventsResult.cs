using System.IO.Pipelines;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Output;

/// <summary>One server-sent event for each item (<c>text/event-stream</c>); a failure is an event called <c>error</c>.</summary>
internal sealed class ServerSentEventsResult<T>(
    IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, Func<T, string>? id = null)
    : StreamResult<T>(source, read, StreamResults.EventStream)
{
    protected override Task WriteAsync(PipeWriter writer, T item, CancellationToken cancellationToken) =>
        WriteEventAsync(writer, id is null ? "" : $"id: {id(item)}\n", item, cancellationToken);

    protected override Task WriteFailureAsync(PipeWriter writer, Problem problem, CancellationToken cancellationToken) =>
        WriteEventAsync(writer, "event: error\n", new StreamFailure(problem), cancellationToken);

    // JSON as it is written here has no line ends, so it is a single line of data.
    private static Task WriteEventAsync<TData>(PipeWriter writer, string head, TData data, CancellationToken cancellationToken) =>
        WritePieceAsync(writer, $"{head}data: ", data, "\n\n", cancellationToken);
}
