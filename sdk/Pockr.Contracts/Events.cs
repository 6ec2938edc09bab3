namespace Pockr.Contracts;

/// <summary>One line of <c>GET /v1/events</c>: something that happened in the machine's Docker.</summary>
/// <param name="Cursor">Place in the order of events; as <c>since</c> or <c>Last-Event-ID</c> of a later request it continues right after this event.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Type">Kind of thing it is about: <c>container</c>, <c>image</c>, <c>network</c>, <c>volume</c> and others.</param>
/// <param name="Action">What happened, such as <c>start</c>, <c>die</c> or <c>oom</c>; some have details after a colon.</param>
/// <param name="Id">Id of the thing, or its name where it has no id.</param>
/// <param name="Name">Name of the thing, if it has one.</param>
/// <param name="Attributes">What Docker has to say about it, such as <c>exitCode</c>.</param>
public sealed record DockerEvent(
    string Cursor,
    DateTimeOffset Time,
    string Type,
    string Action,
    string Id,
    string? Name,
    IReadOnlyDictionary<string, string> Attributes);

/// <summary>Last line of a stream that failed after it had begun; in server-sent events, the data of an event called <c>error</c>.</summary>
/// <param name="Error">What went wrong.</param>
public sealed record StreamFailure(Problem Error);
