namespace Pockr.EngineClient.Models;

/// <summary>One of the programs that <see cref="EngineVersion"/> tells of.</summary>
public sealed record EngineComponent(string Name);
