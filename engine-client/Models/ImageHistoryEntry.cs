namespace Pockr.EngineClient.Models;

/// <summary>An entry of <c>GET /images/{name}/history</c>, the newest first.</summary>
/// <param name="Id">Digest; <c>&lt;missing&gt;</c> for one that was built elsewhere.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="CreatedBy">The command that made it.</param>
/// <param name="Size">Bytes it added.</param>
/// <param name="Comment">Free text.</param>
/// <param name="Tags">Names of the image that ends here.</param>
public sealed record ImageHistoryEntry(
    string Id, long Created, string? CreatedBy, long Size, string? Comment, IReadOnlyList<string>? Tags);
