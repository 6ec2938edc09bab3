using System.Diagnostics;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Supervision;

/// <summary>Waits until a machine's processors have had next to nothing to do for a time.</summary>
internal sealed class IdleWatch(IProcessTable processes)
{
    /// <summary>Of one processor of this host. Docker that waits, in an emulated machine, takes a few hundredths.</summary>
    private const double IdleShare = 0.15;

    private const int LooksInPatience = 10;

    // What waits does a little now and then: in less time, that looks like work.
    private static readonly TimeSpan s_shortestLook = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_longestLook = TimeSpan.FromSeconds(10);

    public async Task WaitAsync(ProcessEntry qemu, TimeSpan patience, CancellationToken cancellationToken)
    {
        var look = TimeSpan.FromTicks(Math.Clamp((patience / LooksInPatience).Ticks, s_shortestLook.Ticks, s_longestLook.Ticks));
        var quiet = TimeSpan.Zero;
        var before = processes.CpuTimeOf(qemu);
        while (quiet < patience)
        {
            var started = Stopwatch.GetTimestamp();
            await Task.Delay(look, cancellationToken);
            var (elapsed, after) = (Stopwatch.GetElapsedTime(started), processes.CpuTimeOf(qemu));
            quiet = after - before < elapsed * IdleShare ? quiet + elapsed : TimeSpan.Zero;
            before = after;
        }
    }
}
