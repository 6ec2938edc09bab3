using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>Which containers a request is about: of each kind one of the values has to fit, of the labels all.</summary>
public sealed record ContainerFilters
{
    [JsonPropertyName("status")]
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>Each as <c>key</c> or <c>key=value</c>.</summary>
    [JsonPropertyName("label")]
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Regular expressions.</summary>
    [JsonPropertyName("name")]
    public IReadOnlyList<string>? Names { get; init; }

    [JsonPropertyName("ancestor")]
    public IReadOnlyList<string>? Ancestors { get; init; }
}
