namespace Pockr.Sdk.Sandboxes;

/// <summary>How a command has ended.</summary>
/// <param name="ExitCode">Its exit code; 137 where it was ended because its time was over.</param>
/// <param name="Duration">From its start to its end, as seen from here.</param>
/// <param name="TimedOut">Whether it was ended because its time was over, with everything it had started.</param>
/// <param name="Truncated">Whether it wrote more than was wanted.</param>
public record RunEnd(int ExitCode, TimeSpan Duration, bool TimedOut, bool Truncated)
{
    /// <summary>Whether it ended by itself, with exit code 0.</summary>
    public bool Ok => ExitCode == 0 && !TimedOut;
}
