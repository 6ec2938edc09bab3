namespace Pockr.EngineClient.Models;

/// <summary>An entry of <c>GET /images/json</c>.</summary>
/// <param name="Id">Digest.</param>
/// <param name="RepoTags">Names with tags; null or <c>&lt;none&gt;:&lt;none&gt;</c> for one without.</param>
/// <param name="Size">Bytes of all layers.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="RepoDigests">Names with digests; null or <c>&lt;none&gt;@&lt;none&gt;</c> for one without.</param>
public sealed record ImageListEntry(string Id, IReadOnlyList<string>? RepoTags, long Size, long Created, IReadOnlyList<string>? RepoDigests = null);
