namespace Pockr.EngineClient.Models;

/// <summary>An entry of <c>GET /containers/{id}/changes</c>.</summary>
public sealed record PathChange(string Path, PathChangeKind Kind);

public enum PathChangeKind
{
    Modified = 0,
    Added = 1,
    Deleted = 2,
}
