using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Events;

/// <summary>dockerd's events from a place on, none twice and none left out, each with the place after it.</summary>
internal sealed class EventFeed(MessageStream<EngineEvent> events, EventQuery query) : IAsyncDisposable
{
    public static async Task<EventFeed> OpenAsync(DockerEngine engine, EventQuery query, CancellationToken cancellationToken)
    {
        var events = await engine.System.GetEventsAsync(query.Since?.Time, query.Until?.Time, query.Filters(), cancellationToken);
        return new EventFeed(events, query);
    }

    public async IAsyncEnumerable<DockerEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = query.Since ?? default;
        var place = start;
        var toSkip = start.Passed;
        await foreach (var happened in events.ReadAsync(cancellationToken).Where(query.Fits).Settled(cancellationToken))
        {
            if (toSkip > 0 && happened.TimeNano == start.Nanoseconds)
            {
                toSkip--;
                continue;
            }

            place = place.After(happened.TimeNano);
            yield return Event(happened, place);
        }

        if (query.Until is not { } end || EventCursor.TimeOf(end.Nanoseconds) > DateTimeOffset.UtcNow)
        {
            throw new ProblemException(Problems.EngineUnavailable); // it ended, and the stream with it
        }
    }

    public ValueTask DisposeAsync() => events.DisposeAsync();

    private static DockerEvent Event(EngineEvent happened, EventCursor place)
    {
        var attributes = happened.Actor.Attributes ?? new Dictionary<string, string>();
        return new DockerEvent(
            place.ToString(),
            EventCursor.TimeOf(happened.TimeNano),
            happened.Type,
            happened.Action,
            happened.Actor.ID,
            attributes.GetValueOrDefault("name"),
            attributes);
    }
}
