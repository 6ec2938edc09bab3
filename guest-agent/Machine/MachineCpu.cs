using System.Globalization;

namespace Pockr.GuestAgent.Machine;

/// <summary>What the machine's processors have done since it was started, by <c>/proc/stat</c>, in ticks of all of them together.</summary>
internal readonly record struct MachineCpu(long Busy, long Total)
{
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is in these already.
    private const int Kinds = 8;
    private const int Idle = 3;
    private const int WaitingForDisk = 4;

    public static MachineCpu Read() => Parse(File.ReadLines("/proc/stat").First());

    /// <param name="line">The first line, which is that of all processors.</param>
    public static MachineCpu Parse(string line)
    {
        long[] ticks = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Kinds).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        return new MachineCpu(ticks.Sum() - ticks[Idle] - ticks[WaitingForDisk], ticks.Sum());
    }

    /// <summary>In percent of one processor.</summary>
    /// <param name="earlier">What they had done before.</param>
    /// <param name="processors">How many there are.</param>
    public double PercentSince(MachineCpu earlier, int processors) =>
        Total > earlier.Total ? Math.Round(100.0 * processors * (Busy - earlier.Busy) / (Total - earlier.Total), 1) : 0;
}
