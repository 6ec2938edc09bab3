namespace Pockr.HostLauncher.Judging;

/// <summary>Why a program was ended before it did so itself.</summary>
internal enum RunStop
{
    /// <summary>It ended by itself.</summary>
    None,

    /// <summary>It had used its processor time.</summary>
    CpuTime,

    /// <summary>Its time by the clock was over.</summary>
    Wall,

    /// <summary>It had written more than it may.</summary>
    Output,
}

/// <summary>What is known of a program's run on a case.</summary>
/// <param name="Stop">Why it was ended, if it did not end by itself.</param>
/// <param name="ExitCode">Its exit code; 128 and the signal's number if a signal ended it.</param>
/// <param name="IsOutOfMemory">Whether the kernel ended a process of it for want of memory.</param>
/// <param name="Duration">Time by the machine's clock from its start to its end.</param>
/// <param name="CpuTime">Processor time, where it was measured: of a run that is short, it is not.</param>
/// <param name="Output">Standard output.</param>
/// <param name="ErrorOutput">Beginning of standard error.</param>
internal sealed record RunFacts(
    RunStop Stop, int ExitCode, bool IsOutOfMemory, TimeSpan Duration, TimeSpan? CpuTime, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> ErrorOutput);
