namespace Pockr.GuestAgent.Output;

/// <summary>A stream in the form the client asks for.</summary>
internal static class StreamResults
{
    public const string EventStream = "text/event-stream";

    /// <param name="request">Its <c>Accept</c> tells the form: JSON lines unless it names server-sent events.</param>
    /// <param name="source">Ended with the stream.</param>
    /// <param name="read">Reads the items.</param>
    /// <param name="id">What an item's id is among server-sent events.</param>
    public static IResult For<T>(
        HttpRequest request, IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, Func<T, string>? id = null)
    {
        return request.WantsEvents() ? new ServerSentEventsResult<T>(source, read, id) : new JsonLinesResult<T>(source, read);
    }

    public static bool WantsEvents(this HttpRequest request) =>
        request.Headers.Accept.ToString().Contains(EventStream, StringComparison.OrdinalIgnoreCase);
}
