namespace Pockr.EngineClient.Models;

/// <summary>One thing that removing images did: a name taken away, or a layer deleted.</summary>
public sealed record ImageDeletion(string? Untagged = null, string? Deleted = null);

/// <summary>Answer of <c>POST /images/prune</c>.</summary>
public sealed record ImagePruning(IReadOnlyList<ImageDeletion>? ImagesDeleted, long SpaceReclaimed);
