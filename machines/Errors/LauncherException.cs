namespace Pockr.Machines.Errors;

/// <summary>A failure the user can act on. Anything else that escapes is a bug and leaves its stack in the log file.</summary>
/// <param name="message">What went wrong, with the value that was wrong.</param>
/// <param name="remedy">What to do next: one sentence in the imperative, with the command to type where there is one.</param>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="cause">The failure behind this one.</param>
internal sealed class LauncherException(string message, string remedy, int exitCode = ExitCodes.Failure, Exception? cause = null)
    : Exception(message, cause)
{
    public string Remedy { get; } = remedy;

    public int ExitCode { get; } = exitCode;
}
