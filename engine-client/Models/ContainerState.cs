namespace Pockr.EngineClient.Models;

/// <param name="Status">State in one word.</param>
/// <param name="Running">Whether its first process runs.</param>
/// <param name="Pid">That process in the machine's own numbering; 0 if it does not run.</param>
/// <param name="ExitCode">Exit code of the last run.</param>
/// <param name="Error">Why the last start failed; empty if it did not.</param>
public sealed record ContainerState(string Status, bool Running, int Pid, int ExitCode, string? Error)
{
    public bool OOMKilled { get; init; }

    /// <summary>The year 1 if it never was.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The year 1 if it never has.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Null if nothing looks whether it is well.</summary>
    public HealthState? Health { get; init; }
}

/// <param name="Status"><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="FailingStreak">How many checks have failed in a row.</param>
/// <param name="Log">The last checks.</param>
public sealed record HealthState(string Status, int FailingStreak, IReadOnlyList<HealthCheckRun>? Log);

public sealed record HealthCheckRun(DateTimeOffset Start, DateTimeOffset End, int ExitCode, string? Output);
