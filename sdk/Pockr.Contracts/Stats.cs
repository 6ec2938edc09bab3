namespace Pockr.Contracts;

/// <summary>What a container uses of the machine: the answer of <c>GET /v1/containers/{id}/stats</c>, or one line of it.</summary>
/// <param name="Time">When it was measured, UTC.</param>
/// <param name="CpuPercent">Processor time since the sample before, in percent of one processor: two that are busy are 200.</param>
/// <param name="CpuCount">Processors the machine has.</param>
/// <param name="CpuSeconds">Processor time since the container was started, in seconds.</param>
/// <param name="MemoryBytes">Memory in use without page cache that can be given back, in bytes.</param>
/// <param name="MemoryLimitBytes">Its limit, in bytes; the machine's memory if it has none.</param>
/// <param name="MemoryPercent"><paramref name="MemoryBytes"/> in percent of the limit.</param>
/// <param name="Pids">Processes and threads.</param>
/// <param name="NetworkReceivedBytes">Received over all its interfaces since it was started, in bytes.</param>
/// <param name="NetworkSentBytes">Sent over all its interfaces since it was started, in bytes.</param>
/// <param name="BlockReadBytes">Read from block devices since it was started, in bytes.</param>
/// <param name="BlockWrittenBytes">Written to block devices since it was started, in bytes.</param>
public sealed record ContainerStats(
    DateTimeOffset Time,
    double CpuPercent,
    int CpuCount,
    double CpuSeconds,
    long MemoryBytes,
    long MemoryLimitBytes,
    double MemoryPercent,
    long Pids,
    long NetworkReceivedBytes,
    long NetworkSentBytes,
    long BlockReadBytes,
    long BlockWrittenBytes);

/// <summary>What the machine is busy with: the answer of <c>GET /v1/system/stats</c>, or one line of it.</summary>
/// <param name="Time">When it was measured, UTC.</param>
/// <param name="CpuPercent">Processor time of the last second, in percent of one processor: two that are busy are 200.</param>
/// <param name="CpuCount">Processors the machine has.</param>
/// <param name="MemoryBytes">Memory that cannot be had without swapping, in bytes.</param>
/// <param name="MemoryTotalBytes">Memory of the machine, in bytes.</param>
/// <param name="DiskBytes">What is taken of the machine's disk, in bytes.</param>
/// <param name="DiskTotalBytes">Size of the machine's disk, in bytes.</param>
/// <param name="NetworkReceivedBytes">Received over the machine's network device since it was started, in bytes.</param>
/// <param name="NetworkSentBytes">Sent over it, in bytes.</param>
/// <param name="BlockReadBytes">Read from the disk since the machine was started, in bytes.</param>
/// <param name="BlockWrittenBytes">Written to it, in bytes.</param>
public sealed record MachineStats(
    DateTimeOffset Time,
    double CpuPercent,
    int CpuCount,
    long MemoryBytes,
    long MemoryTotalBytes,
    long DiskBytes,
    long DiskTotalBytes,
    long NetworkReceivedBytes,
    long NetworkSentBytes,
    long BlockReadBytes,
    long BlockWrittenBytes);
