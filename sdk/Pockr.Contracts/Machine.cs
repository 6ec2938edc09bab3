namespace Pockr.Contracts;

/// <summary>Answer of <c>GET /v1/system/info</c>.</summary>
/// <param name="AgentVersion">Version of the agent.</param>
/// <param name="AgentUptimeSeconds">Time since the agent was started, in seconds.</param>
/// <param name="UptimeSeconds">Time since the machine was started, in seconds.</param>
/// <param name="HostName">The machine's own name.</param>
/// <param name="OperatingSystem">Name of the distribution.</param>
/// <param name="KernelVersion">Release of the kernel, as <c>uname -r</c> prints it.</param>
/// <param name="Architecture">Processor, as <c>uname -m</c> prints it.</param>
/// <param name="CpuCount">Processors.</param>
/// <param name="MemoryBytes">Memory, in bytes.</param>
/// <param name="EngineVersion">Version of dockerd.</param>
/// <param name="EngineApiVersion">Newest version of the Docker Engine API that dockerd speaks.</param>
/// <param name="StorageDriver">What keeps images' layers, such as <c>overlay2</c>.</param>
/// <param name="CgroupVersion"><c>1</c> or <c>2</c>.</param>
/// <param name="Containers">How many containers there are.</param>
/// <param name="Images">How many images there are.</param>
/// <param name="Warnings">What dockerd finds wrong with the machine.</param>
public sealed record SystemInfo(
    string AgentVersion,
    double AgentUptimeSeconds,
    double UptimeSeconds,
    string HostName,
    string OperatingSystem,
    string KernelVersion,
    string Architecture,
    int CpuCount,
    long MemoryBytes,
    string EngineVersion,
    string EngineApiVersion,
    string StorageDriver,
    string CgroupVersion,
    ContainerCounts Containers,
    int Images,
    IReadOnlyList<string> Warnings);

/// <summary>How many containers there are.</summary>
/// <param name="Total">All.</param>
/// <param name="Running">Those that run and are not paused.</param>
/// <param name="Paused">Those that are paused.</param>
/// <param name="Stopped">Those that do not run, also those that never did.</param>
public sealed record ContainerCounts(int Total, int Running, int Paused, int Stopped);

/// <summary>Answer of <c>GET /v1/system/disk-usage</c>.</summary>
/// <param name="TotalBytes">Size of the machine's disk, in bytes.</param>
/// <param name="FreeBytes">What is free of it, in bytes.</param>
/// <param name="Images">Images; layers that several share count once.</param>
/// <param name="Containers">What containers have written themselves.</param>
/// <param name="Volumes">Volumes.</param>
/// <param name="BuildCache">What builds have left for the next ones.</param>
public sealed record DiskUsage(
    long TotalBytes, long FreeBytes, DiskUsagePart Images, DiskUsagePart Containers, DiskUsagePart Volumes, DiskUsagePart BuildCache);

/// <summary>What one kind of thing takes of the disk.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="InUse">How many of them are in use.</param>
/// <param name="SizeBytes">Bytes of all.</param>
/// <param name="ReclaimableBytes">Bytes of those that are not in use.</param>
public sealed record DiskUsagePart(int Count, int InUse, long SizeBytes, long ReclaimableBytes);

/// <summary>Body of <c>POST /v1/system/prune</c>; it may be left out.</summary>
/// <param name="Containers">Whether to remove containers that do not run.</param>
/// <param name="Networks">Whether to remove networks that no container has.</param>
/// <param name="Images">Whether to remove images without a name that no container has.</param>
/// <param name="Volumes">Whether to remove volumes without a name of their own that no container has, and what is in them.</param>
/// <param name="Labels">Only what has all of these, each as <c>NAME</c> or <c>NAME=value</c>.</param>
public sealed record PruneRequest(
    bool Containers = true,
    bool Networks = true,
    bool Images = true,
    bool Volumes = false,
    IReadOnlyList<string>? Labels = null);

/// <summary>Answer of <c>POST /v1/system/prune</c>.</summary>
/// <param name="Containers">Ids of the containers that were removed.</param>
/// <param name="Networks">Names of the networks that were removed.</param>
/// <param name="Images">Digests of the images and layers that were removed.</param>
/// <param name="Volumes">Names of the volumes that were removed.</param>
/// <param name="ReclaimedBytes">What that freed, in bytes.</param>
public sealed record PruneReport(
    IReadOnlyList<string> Containers,
    IReadOnlyList<string> Networks,
    IReadOnlyList<string> Images,
    IReadOnlyList<string> Volumes,
    long ReclaimedBytes);

/// <summary>Answer of <c>POST /v1/system/disk/grow</c>.</summary>
/// <param name="DeviceBytes">Size of the machine's disk, in bytes.</param>
/// <param name="TotalBytes">Size of the file system on it, in bytes; what it needs for itself is not counted.</param>
public sealed record DiskGrowth(long DeviceBytes, long TotalBytes);

/// <summary>Body of <c>POST /v1/system/time</c>.</summary>
/// <param name="UnixMilliseconds">The time it is, in milliseconds since 1970 (UTC); of the years 2020 to 2200.</param>
public sealed record SetTimeRequest(long UnixMilliseconds);

/// <summary>Body of <c>POST /v1/vm/exec</c>: a shell command line in the machine itself, as root.</summary>
/// <param name="Cmd">Given to <c>sh -c</c>.</param>
/// <param name="TimeoutSeconds">How long it may take, 1 to 86400 seconds; then it is ended with everything it started.</param>
public sealed record VmExecRequest(string Cmd, int TimeoutSeconds = 30);

/// <summary>Answer of <c>GET /v1/health</c>.</summary>
/// <param name="Status"><c>ok</c> if every part is, otherwise <c>degraded</c>.</param>
/// <param name="Parts">Each part of the machine.</param>
public sealed record HealthDetails(string Status, IReadOnlyList<HealthPart> Parts);

/// <summary>How a part of the machine is.</summary>
/// <param name="Name"><c>agent</c>, <c>token</c>, <c>containerd</c>, <c>dockerd</c>, <c>bundled-images</c>, <c>disk</c> or <c>clock</c>.</param>
/// <param name="Stage"><c>ok</c>, <c>starting</c> or <c>failed</c>.</param>
/// <param name="Detail">More about it, for people.</param>
public sealed record HealthPart(string Name, string Stage, string Detail)
{
    /// <summary>Value of <see cref="Stage"/> of a part that works.</summary>
    public const string Ok = "ok";

    /// <summary>Value of <see cref="Stage"/> of a part that is not ready yet, or not any more.</summary>
    public const string Starting = "starting";

    /// <summary>Value of <see cref="Stage"/> of a part that needs somebody to look after it.</summary>
    public const string Failed = "failed";
}
