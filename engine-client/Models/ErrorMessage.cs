using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>Body of every error answer.</summary>
internal sealed record ErrorMessage([property: JsonPropertyName("message")] string? Message);
