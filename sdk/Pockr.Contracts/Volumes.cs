namespace Pockr.Contracts;

/// <summary>A volume, as every answer about volumes shows it.</summary>
/// <param name="Name">Its name; 64 hexadecimal digits for an anonymous one.</param>
/// <param name="Driver">Such as <c>local</c>.</param>
/// <param name="Mountpoint">Directory in the machine.</param>
/// <param name="Scope"><c>local</c> in a machine of its own.</param>
/// <param name="CreatedAt">Time of creation; absent if dockerd does not tell.</param>
/// <param name="Labels">Names and values.</param>
/// <param name="Options">The driver's options.</param>
public sealed record VolumeInfo(
    string Name,
    string Driver,
    string Mountpoint,
    string Scope,
    DateTimeOffset? CreatedAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Options);

/// <summary>Body of <c>POST /v1/volumes</c>.</summary>
/// <param name="Name">Letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, at least two; dockerd makes one up if absent.</param>
/// <param name="Driver">Such as <c>local</c>, which it is if absent.</param>
/// <param name="Options">The driver's options, such as <c>type</c>, <c>device</c> and <c>o</c> of <c>local</c>.</param>
/// <param name="Labels">Names and values.</param>
public sealed record CreateVolumeRequest(
    string? Name = null,
    string? Driver = null,
    IReadOnlyDictionary<string, string>? Options = null,
    IReadOnlyDictionary<string, string>? Labels = null);

/// <summary>Answer of <c>POST /v1/volumes/prune</c>.</summary>
/// <param name="Removed">Names of the volumes that were removed.</param>
/// <param name="ReclaimedBytes">Bytes of disk that came free.</param>
public sealed record VolumesRemoved(IReadOnlyList<string> Removed, long ReclaimedBytes);
