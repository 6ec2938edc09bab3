using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pockr.GuestAgent.Machine;

/// <summary>The machine's clock. It stands still while the machine is paused or saved, and nothing else sets it then.</summary>
internal static partial class MachineClock
{
    private const int Realtime = 0;

    public static DateTimeOffset Earliest { get; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Latest { get; } = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool IsPlausible(long unixMilliseconds) =>
        unixMilliseconds >= Earliest.ToUnixTimeMilliseconds() && unixMilliseconds < Latest.ToUnixTimeMilliseconds();

    public static void Set(long unixMilliseconds)
    {
        var time = new TimeSpec { Seconds = unixMilliseconds / 1000, Nanoseconds = unixMilliseconds % 1000 * 1_000_000 };
        if (SetTime(Realtime, in time) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_settime", SetLastError = true)]
    private static partial int SetTime(int clock, in TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
