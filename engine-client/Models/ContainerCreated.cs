namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>POST /containers/create</c>.</summary>
public sealed record ContainerCreated(string Id, IReadOnlyList<string>? Warnings);
