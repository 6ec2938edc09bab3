using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>A line of <c>GET /events</c>.</summary>
/// <param name="Type">Kind of thing it is about, such as <c>container</c>.</param>
/// <param name="Action">What happened, such as <c>start</c>; some have details after a colon.</param>
/// <param name="Actor">The thing it is about.</param>
/// <param name="TimeNano">Nanoseconds since 1970.</param>
public sealed record EngineEvent(
    string Type,
    string Action,
    EventActor Actor,
    [property: JsonPropertyName("timeNano")] long TimeNano);

/// <param name="ID">Id of the thing, or its name where it has no id.</param>
/// <param name="Attributes">What dockerd has to say about it, such as its <c>name</c>.</param>
public sealed record EventActor(string ID, IReadOnlyDictionary<string, string>? Attributes);
