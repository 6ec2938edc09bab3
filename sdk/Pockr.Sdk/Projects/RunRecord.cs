namespace Pockr.Sdk.Projects;

/// <summary>Something that was run in a sandbox.</summary>
/// <param name="Id">Its name among the runs of the sandbox: when it began, UTC, and some random digits.</param>
/// <param name="Type"><c>run</c>, <c>detach</c> or <c>shell</c>.</param>
/// <param name="Sandbox">Name of the sandbox.</param>
/// <param name="Command">Command and arguments.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="ExitCode">Its exit code; absent while it runs, and if it was never known.</param>
/// <param name="DurationMilliseconds">How long it took, in milliseconds; absent while it runs.</param>
/// <param name="TimedOut">Whether it was ended because its time was over.</param>
/// <param name="Truncated">Whether it wrote more than was kept.</param>
public sealed record RunRecord(
    string Id,
    string Type,
    string Sandbox,
    IReadOnlyList<string> Command,
    DateTimeOffset StartedAt,
    int? ExitCode = null,
    long? DurationMilliseconds = null,
    bool TimedOut = false,
    bool Truncated = false)
{
    /// <summary>Value of <see cref="Type"/> of a command that was waited for.</summary>
    public const string Run = "run";

    /// <summary>Value of <see cref="Type"/> of a command that was left running; its end is not recorded.</summary>
    public const string Detached = "detach";

    /// <summary>Value of <see cref="Type"/> of a shell; what was typed is not recorded.</summary>
    public const string Shell = "shell";
}
