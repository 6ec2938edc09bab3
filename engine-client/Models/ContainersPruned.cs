namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>POST /containers/prune</c>.</summary>
/// <param name="ContainersDeleted">Ids of what was removed; null if nothing was.</param>
/// <param name="SpaceReclaimed">Bytes.</param>
public sealed record ContainersPruned(IReadOnlyList<string>? ContainersDeleted, long SpaceReclaimed);
