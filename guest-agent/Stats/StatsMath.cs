using Pockr.Contracts;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Stats;

/// <summary>Makes what people read of dockerd's samples.</summary>
internal static class StatsMath
{
    /// <summary>What the kernel calls the part of the page cache it can take back first: in version 2 of control groups, and in 1.</summary>
    private static readonly string[] s_reclaimable = ["inactive_file", "total_inactive_file"];

    /// <summary>Whether there is one before to compare it with: a container's first sample has none.</summary>
    public static bool HasPrevious(StatsSample sample) => sample.PreviousCpu.SystemUsage > 0;

    /// <summary>Whether the container ran; dockerd goes on sending empty samples of one that does not.</summary>
    public static bool IsRunning(StatsSample sample) => sample.Read > DateTimeOffset.UnixEpoch;

    public static ContainerStats Stats(StatsSample sample)
    {
        var memory = MemoryBytes(sample.Memory);
        var limit = (long)Math.Min(sample.Memory.Limit, long.MaxValue);
        var networks = sample.Networks?.Values ?? [];
        return new ContainerStats(
            sample.Read,
            CpuPercent(sample.PreviousCpu, sample.Cpu),
            sample.Cpu.OnlineCpus,
            sample.Cpu.Usage.Total / 1e9,
            memory,
            limit,
            Percent(memory, limit),
            sample.Pids.Current,
            networks.Sum(network => network.Received),
            networks.Sum(network => network.Sent),
            BlockBytes(sample.BlockIo, "read"),
            BlockBytes(sample.BlockIo, "write"));
    }

    /// <summary>The container's part of all processors' time between two samples, times the number of processors.</summary>
    public static double CpuPercent(StatsSample.CpuPart before, StatsSample.CpuPart now)
    {
        var used = now.Usage.Total - before.Usage.Total;
        var passed = now.SystemUsage - before.SystemUsage;
        return Percent((double)used * now.OnlineCpus, passed);
    }

    /// <summary>Without the page cache that can be given back, as Docker's own command line has it.</summary>
    public static long MemoryBytes(StatsSample.MemoryPart memory)
    {
        var figures = memory.Stats;
        var name = s_reclaimable.LastOrDefault(name => figures?.ContainsKey(name) == true);
        var reclaimable = name is null ? 0 : (long)figures![name];
        return reclaimable < memory.Usage ? memory.Usage - reclaimable : memory.Usage;
    }

    private static long BlockBytes(StatsSample.BlockIoPart blockIo, string operation) => (blockIo.Bytes ?? [])
        .Where(entry => entry.Operation.Equals(operation, StringComparison.OrdinalIgnoreCase))
        .Sum(entry => entry.Value);

    private static double Percent(double part, double whole) =>
        whole <= 0 || part <= 0 ? 0 : Math.Round(part / whole * 100, 2);
}
