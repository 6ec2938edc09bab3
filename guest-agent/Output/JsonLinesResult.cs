using System.IO.Pipelines;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Output;

/// <summary>One JSON line for each item (<c>application/x-ndjson</c>).</summary>
internal sealed class JsonLinesResult<T>(
    IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, Func<Problem, T>? failed = null)
    : StreamResult<T>(source, read, "application/x-ndjson")
{
    protected override Task WriteAsync(PipeWriter writer, T item, CancellationToken cancellationToken) =>
        WriteLineAsync(writer, item, cancellationToken);

    protected override Task WriteFailureAsync(PipeWriter writer, Problem problem, CancellationToken cancellationToken)
    {
        return failed is null
            ? WriteLineAsync(writer, new StreamFailure(problem), cancellationToken)
            : WriteLineAsync(writer, failed(problem), cancellationToken);
    }

    private static Task WriteLineAsync<TLine>(PipeWriter writer, TLine line, CancellationToken cancellationToken) =>
        WritePieceAsync(writer, "", line, "\n", cancellationToken);
}
