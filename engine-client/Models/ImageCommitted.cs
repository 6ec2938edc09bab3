namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>POST /commit</c>.</summary>
public sealed record ImageCommitted(string Id);
