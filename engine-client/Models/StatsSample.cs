using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>A line of <c>GET /containers/{id}/stats</c>, as far as it is used.</summary>
/// <param name="Read">When it was taken; the year 1 if the container does not run.</param>
/// <param name="Cpu">Processor time so far.</param>
/// <param name="PreviousCpu">The same of the sample before; without a system's time in the first.</param>
/// <param name="Memory">Memory.</param>
/// <param name="Pids">Processes and threads.</param>
/// <param name="BlockIo">Block devices.</param>
/// <param name="Networks">Each of its interfaces; absent if it has none.</param>
public sealed record StatsSample(
    [property: JsonPropertyName("read")] DateTimeOffset Read,
    [property: JsonPropertyName("cpu_stats")] StatsSample.CpuPart Cpu,
    [property: JsonPropertyName("precpu_stats")] StatsSample.CpuPart PreviousCpu,
    [property: JsonPropertyName("memory_stats")] StatsSample.MemoryPart Memory,
    [property: JsonPropertyName("pids_stats")] StatsSample.PidsPart Pids,
    [property: JsonPropertyName("blkio_stats")] StatsSample.BlockIoPart BlockIo,
    [property: JsonPropertyName("networks")] IReadOnlyDictionary<string, StatsSample.TrafficPart>? Networks)
{
    /// <param name="Usage">The container's time.</param>
    /// <param name="SystemUsage">Nanoseconds of all processors together, idle ones too.</param>
    /// <param name="OnlineCpus">Processors.</param>
    public sealed record CpuPart(
        [property: JsonPropertyName("cpu_usage")] CpuUsage Usage,
        [property: JsonPropertyName("system_cpu_usage")] long SystemUsage,
        [property: JsonPropertyName("online_cpus")] int OnlineCpus);

    /// <param name="Total">Nanoseconds.</param>
    public sealed record CpuUsage([property: JsonPropertyName("total_usage")] long Total);

    /// <param name="Usage">Bytes, page cache included.</param>
    /// <param name="Limit">Bytes; the machine's memory if it has no limit.</param>
    /// <param name="Stats">The kernel's own figures.</param>
    public sealed record MemoryPart(
        [property: JsonPropertyName("usage")] long Usage,
        [property: JsonPropertyName("limit")] ulong Limit,
        [property: JsonPropertyName("stats")] IReadOnlyDictionary<string, ulong>? Stats);

    /// <param name="Current">Number of them.</param>
    public sealed record PidsPart([property: JsonPropertyName("current")] long Current);

    /// <param name="Bytes">Bytes for each device and operation.</param>
    public sealed record BlockIoPart([property: JsonPropertyName("io_service_bytes_recursive")] IReadOnlyList<BlockIoEntry>? Bytes);

    /// <param name="Operation"><c>read</c>, <c>write</c> and others, in any case.</param>
    /// <param name="Value">Bytes.</param>
    public sealed record BlockIoEntry(
        [property: JsonPropertyName("op")] string Operation, [property: JsonPropertyName("value")] long Value);

    /// <param name="Received">Bytes.</param>
    /// <param name="Sent">Bytes.</param>
    public sealed record TrafficPart(
        [property: JsonPropertyName("rx_bytes")] long Received, [property: JsonPropertyName("tx_bytes")] long Sent);
}
