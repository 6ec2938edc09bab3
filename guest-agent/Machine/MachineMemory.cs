using System.Globalization;

namespace Pockr.GuestAgent.Machine;

/// <summary>The machine's memory, by <c>/proc/meminfo</c>.</summary>
internal static class MachineMemory
{
    private const int BytesPerKilobyte = 1024;

    public static (long TotalBytes, long AvailableBytes) Read()
    {
        var lines = File.ReadAllLines("/proc/meminfo");
        return (Value(lines, "MemTotal:"), Value(lines, "MemAvailable:"));
    }

    private static long Value(string[] lines, string name)
    {
        var line = lines.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * BytesPerKilobyte;
    }
}
