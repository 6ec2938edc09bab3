using Pockr.Contracts;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Machine;

/// <summary>dockerd's lists of what is on the disk, summed up.</summary>
internal static class DiskUsageReport
{
    public static DiskUsage Make(DiskUsageDetails details)
    {
        var (total, free) = MachineDisk.Read();
        return new DiskUsage(
            total,
            free,
            Images(details.LayersSize, details.Images ?? []),
            Containers(details.Containers ?? []),
            Volumes(details.Volumes ?? []),
            BuildCache(details.BuildCache ?? []));
    }

    // dockerd does not say who shares a layer with whom; what images in use share is taken to be the same layers, counted once.
    private static DiskUsagePart Images(long layers, IReadOnlyList<DiskUsageDetails.ImagePart> images)
    {
        var used = images.Where(image => image.Containers > 0).ToList();
        var shared = used.Select(image => Math.Max(0, image.SharedSize)).DefaultIfEmpty().Max();
        var kept = used.Sum(image => image.Size - Math.Max(0, image.SharedSize)) + shared;
        return new DiskUsagePart(images.Count, used.Count, layers, Math.Max(0, layers - kept));
    }

    private static DiskUsagePart Containers(IReadOnlyList<DiskUsageDetails.ContainerPart> containers)
    {
        var used = containers.Where(container => container.State is "running" or "paused" or "restarting").ToList();
        return Part(containers.Select(container => container.SizeRw), used.Select(container => container.SizeRw));
    }

    private static DiskUsagePart Volumes(IReadOnlyList<DiskUsageDetails.VolumePart> volumes)
    {
        var known = volumes.Select(volume => volume.UsageData ?? new DiskUsageDetails.VolumeUsage(0, 0)).ToList();
        return Part(known.Select(volume => volume.Size), known.Where(volume => volume.RefCount > 0).Select(volume => volume.Size));
    }

    private static DiskUsagePart BuildCache(IReadOnlyList<DiskUsageDetails.CachePart> cache)
    {
        var own = cache.Where(entry => !entry.Shared).ToList();
        return Part(own.Select(entry => entry.Size), own.Where(entry => entry.InUse).Select(entry => entry.Size));
    }

    private static DiskUsagePart Part(IEnumerable<long> all, IEnumerable<long> used)
    {
        var (sizes, usedSizes) = (all.ToList(), used.ToList());
        var size = Sum(sizes);
        return new DiskUsagePart(sizes.Count, usedSizes.Count, size, size - Sum(usedSizes));
    }

    private static long Sum(IEnumerable<long> sizes) => sizes.Sum(size => Math.Max(0, size));
}
