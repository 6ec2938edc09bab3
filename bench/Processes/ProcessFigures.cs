using System.Globalization;

namespace Pockr.Bench.Processes;

/// <summary>What a process takes, as the kernel counts it.</summary>
internal sealed class ProcessFigures(int id)
{
    private const double TicksPerSecond = 100; // of every Linux, towards programs
    private const int UserTicks = 11;
    private const int SystemTicks = 12;

    /// <summary>Memory it has, with what it shares with others, in MiB.</summary>
    public double ResidentMiB => ReadMiB("status", "VmRSS:");

    /// <summary>Memory it has, where what is shared is counted in parts, in MiB.</summary>
    public double ProportionalMiB => ReadMiB("smaps_rollup", "Pss:");

    /// <summary>Processor time it has had.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            // The name may have blanks, and parentheses; what follows it has none.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((Number(fields[UserTicks]) + Number(fields[SystemTicks])) / TicksPerSecond);
        }
    }

    private double ReadMiB(string file, string name)
    {
        var line = File.ReadLines($"/proc/{id}/{file}").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return Number(line[name.Length..].Trim().Split(' ')[0]) / 1024;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
