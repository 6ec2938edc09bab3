namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /version</c>.</summary>
public sealed record EngineVersion(string Version, string? ApiVersion = null, string? KernelVersion = null);
