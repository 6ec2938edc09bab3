using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>What dockerd tells of a path in a container.</summary>
/// <param name="Name">Last part of the path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Mode">Permissions and type, in the bits of Go's <c>os.FileMode</c>.</param>
/// <param name="ModifiedAt">Time of the last change.</param>
/// <param name="LinkTarget">Where a symbolic link leads in the end, as an absolute path in the container; empty for others.</param>
public sealed record PathStat(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("mode")] uint Mode,
    [property: JsonPropertyName("mtime")] DateTimeOffset ModifiedAt,
    [property: JsonPropertyName("linkTarget")] string? LinkTarget);
