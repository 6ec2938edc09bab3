using Pockr.EngineClient;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Events;

internal static class EventsApi
{
    private const string LastEventId = "Last-Event-ID";

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/events", Read).WithName("ReadEvents").WithTags("Events");

    private static async Task<IResult> Read(
        HttpRequest request,
        DockerEngine engine,
        CancellationToken cancellationToken,
        string? since = null,
        string? until = null,
        string[]? type = null,
        string[]? action = null,
        string[]? container = null)
    {
        // A browser that connects again says where it was, with the address it had the first time.
        var last = request.WantsEvents() ? request.Headers[LastEventId].ToString() : "";
        var query = EventQuery.Read(last.Length > 0 ? last : since, until, type ?? [], action ?? [], container ?? []);
        var feed = await EventFeed.OpenAsync(engine, query, cancellationToken);
        return StreamResults.For(request, feed, feed.ReadAsync, happened => happened.Cursor);
    }
}
