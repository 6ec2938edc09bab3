namespace Pockr.HostLauncher.Judging;

/// <summary>What a program may use on each case.</summary>
/// <param name="Time">Processor time.</param>
/// <param name="Wall">Time by the clock, also while it sleeps or waits for a processor.</param>
/// <param name="MemoryBytes">Memory, with what it writes to <c>/tmp</c>; there is no swap.</param>
/// <param name="OutputBytes">What it may write on standard output and standard error together.</param>
/// <param name="Processes">Processes and threads.</param>
internal sealed record JudgeLimits(TimeSpan Time, TimeSpan Wall, long MemoryBytes, long OutputBytes, int Processes)
{
    /// <summary>Size of <c>/tmp</c>.</summary>
    public long ScratchBytes => MemoryBytes / 2;

    /// <summary>The kernel counts whole seconds.</summary>
    public long KernelSeconds => (long)Math.Ceiling(Time.TotalSeconds);
}
