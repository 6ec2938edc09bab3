using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Pockr.Client;

namespace Pockr.Sdk.Telemetry;

/// <summary>Something that is done, as others observe it: a span, and how long it took.</summary>
internal sealed class Observation(Activity? span, Histogram<double> duration) : IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private TagList _tags;

    /// <summary>Notes on the span.</summary>
    public void Note(string name, object value) => span?.SetTag(name, value);

    /// <summary>Notes on the span and with the duration: what has few values.</summary>
    public void Classify(string name, string value)
    {
        Note(name, value);
        _tags.Add(name, value);
    }

    public async Task<T> WatchAsync<T>(Task<T> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Fail(failure);
            throw;
        }
    }

    public async IAsyncEnumerable<T> WatchAsync<T>(IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var each = items.GetAsyncEnumerator(cancellationToken);
        await using (each.ConfigureAwait(false))
        {
            while (await WatchAsync(each.MoveNextAsync().AsTask()).ConfigureAwait(false))
            {
                yield return each.Current;
            }
        }
    }

    public void Dispose()
    {
        duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, _tags);
        span?.Dispose();
    }

    // Not the message: it may have words of the command in it.
    private void Fail(Exception failure)
    {
        var isGivenUp = failure is OperationCanceledException;
        Classify("error.type", isGivenUp ? "cancelled" : failure is PockrException problem ? problem.Code : failure.GetType().FullName!);
        if (!isGivenUp)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
