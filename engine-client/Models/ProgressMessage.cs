using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>A line of what pulling, loading, importing and building report.</summary>
/// <param name="Status">Text, such as <c>Downloading</c>.</param>
/// <param name="Id">Short digest of the layer, or the tag, it is about.</param>
/// <param name="ProgressDetail">How far the layer is.</param>
/// <param name="Stream">Text of a load or a build.</param>
/// <param name="Result">The image a build has made.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="ErrorDetail">Why it failed, once more.</param>
public sealed record ProgressMessage(
    [property: JsonPropertyName("status")] string? Status = null,
    [property: JsonPropertyName("id")] string? Id = null,
    [property: JsonPropertyName("progressDetail")] ProgressDetail? ProgressDetail = null,
    [property: JsonPropertyName("stream")] string? Stream = null,
    [property: JsonPropertyName("aux")] ProgressResult? Result = null,
    [property: JsonPropertyName("error")] string? Error = null,
    [property: JsonPropertyName("errorDetail")] ProgressFailure? ErrorDetail = null);

public sealed record ProgressDetail(
    [property: JsonPropertyName("current")] long? Current = null,
    [property: JsonPropertyName("total")] long? Total = null);

public sealed record ProgressResult([property: JsonPropertyName("ID")] string? Id = null);

public sealed record ProgressFailure([property: JsonPropertyName("message")] string? Message);
