using System.Globalization;

namespace Pockr.Machines;

/// <summary>What the host has to give.</summary>
/// <param name="Cpus">Processors.</param>
/// <param name="AvailableMemoryMiB">Memory programs can have without others being pushed out, in MiB.</param>
internal sealed record HostResources(int Cpus, int AvailableMemoryMiB)
{
    public static HostResources OfThisHost() => new(Environment.ProcessorCount, AvailableMemory());

    internal static int? ParseMemAvailableMiB(string memInfo)
    {
        var line = memInfo.Split('\n').FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var digits = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        return long.TryParse(digits, CultureInfo.InvariantCulture, out var kibibytes) ? (int)(kibibytes / 1024) : null;
    }

    private static int AvailableMemory()
    {
        const string MemInfo = "/proc/meminfo";
        return (File.Exists(MemInfo) ? ParseMemAvailableMiB(File.ReadAllText(MemInfo)) : null)
            ?? (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20);
    }
}
