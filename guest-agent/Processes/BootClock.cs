using System.Globalization;

namespace Pockr.GuestAgent.Processes;

/// <summary>Time since the machine's boot in the ticks in which Linux tells when a process started: hundredths of a second.</summary>
internal static class BootClock
{
    public static long Ticks
    {
        get
        {
            var uptime = File.ReadAllText("/proc/uptime");
            return (long)(decimal.Parse(uptime.AsSpan(0, uptime.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) * 100);
        }
    }
}
