namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /system/df</c>, as far as it is used.</summary>
/// <param name="LayersSize">Bytes of all images' layers, each counted once.</param>
/// <param name="Images">Images.</param>
/// <param name="Containers">Containers.</param>
/// <param name="Volumes">Volumes.</param>
/// <param name="BuildCache">What builds have left for the next ones.</param>
public sealed record DiskUsageDetails(
    long LayersSize,
    IReadOnlyList<DiskUsageDetails.ImagePart>? Images,
    IReadOnlyList<DiskUsageDetails.ContainerPart>? Containers,
    IReadOnlyList<DiskUsageDetails.VolumePart>? Volumes,
    IReadOnlyList<DiskUsageDetails.CachePart>? BuildCache)
{
    /// <param name="Size">Bytes of all its layers.</param>
    /// <param name="SharedSize">Bytes of those that other images have too.</param>
    /// <param name="Containers">Containers made from it.</param>
    public sealed record ImagePart(long Size, long SharedSize, int Containers);

    /// <param name="State">State in one word.</param>
    /// <param name="SizeRw">Bytes it has written itself.</param>
    public sealed record ContainerPart(string State, long SizeRw);

    /// <param name="Name">Name.</param>
    /// <param name="UsageData">What is known of its use.</param>
    public sealed record VolumePart(string Name, VolumeUsage? UsageData);

    /// <param name="Size">Bytes; -1 if unknown.</param>
    /// <param name="RefCount">Containers that have it; -1 if unknown.</param>
    public sealed record VolumeUsage(long Size, long RefCount);

    /// <param name="Size">Bytes.</param>
    /// <param name="InUse">Whether a build is using it.</param>
    /// <param name="Shared">Whether images share it.</param>
    public sealed record CachePart(long Size, bool InUse, bool Shared);
}
