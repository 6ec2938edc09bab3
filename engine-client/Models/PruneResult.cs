namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>POST /{containers,images,volumes}/prune</c>: that one of the lists it is about.</summary>
/// <param name="ContainersDeleted">Ids.</param>
/// <param name="VolumesDeleted">Names.</param>
/// <param name="ImagesDeleted">Names taken away and layers removed.</param>
/// <param name="SpaceReclaimed">Bytes.</param>
public sealed record PruneResult(
    IReadOnlyList<string>? ContainersDeleted = null,
    IReadOnlyList<string>? VolumesDeleted = null,
    IReadOnlyList<DeletedImage>? ImagesDeleted = null,
    long SpaceReclaimed = 0);

/// <param name="Untagged">Name that was taken away.</param>
/// <param name="Deleted">Digest that was removed.</param>
public sealed record DeletedImage(string? Untagged = null, string? Deleted = null);

public enum PruneKind
{
    /// <summary>Those that do not run.</summary>
    Containers,

    /// <summary>Those without a name that no container has.</summary>
    DanglingImages,

    /// <summary>Those without a name of their own that no container has.</summary>
    AnonymousVolumes,
}
