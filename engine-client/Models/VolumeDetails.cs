namespace Pockr.EngineClient.Models;

/// <summary>A volume as every answer about volumes shows it.</summary>
public sealed record VolumeDetails
{
    public required string Name { get; init; }

    public string Driver { get; init; } = "";

    public string Mountpoint { get; init; } = "";

    public string Scope { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }
}

/// <summary>Answer of <c>GET /volumes</c>.</summary>
public sealed record VolumeList(IReadOnlyList<VolumeDetails>? Volumes);

/// <summary>Body of <c>POST /volumes/create</c>; without a name the engine makes one up.</summary>
public sealed record VolumeSpec(
    string? Name, string? Driver, IReadOnlyDictionary<string, string>? DriverOpts, IReadOnlyDictionary<string, string>? Labels);

/// <summary>Answer of <c>POST /volumes/prune</c>.</summary>
public sealed record VolumePruning(IReadOnlyList<string>? VolumesDeleted, long SpaceReclaimed);
