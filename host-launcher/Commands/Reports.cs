using Pockr.Contracts;
using Pockr.Machines;
using Pockr.Machines.Disks;

namespace Pockr.HostLauncher.Commands;

// What the commands print with --json: contract, members are added and never renamed.

internal sealed record UpReport(
    string Name,
    string Url,
    string TokenFile,
    double Seconds,
    int Starts,
    string Accelerator,
    bool AlreadyRunning,
    bool Resumed,
    bool FromTemplate,
    bool Volatile);

/// <param name="Name">The machine.</param>
/// <param name="Changed">Keys that have another value now.</param>
/// <param name="Pending">Those of them that a machine that is not stopped takes over with its next start.</param>
internal sealed record ConfigReport(string Name, IReadOnlyList<string> Changed, IReadOnlyList<string> Pending);

internal sealed record TokenReport(string Name, string Token, string TokenFile);

/// <param name="Name">The machine.</param>
/// <param name="Url">The address, with a code that signs in once.</param>
/// <param name="ExpiresAt">When the code ends.</param>
/// <param name="Opened">Whether a browser was started with it.</param>
internal sealed record OpenReport(string Name, string Url, DateTimeOffset ExpiresAt, bool Opened);

internal sealed record StatsReport(string Id, string Name, ContainerStats Stats);

internal sealed record SnapshotReport(string Name, DateTimeOffset CreatedAt, bool Memory, long Bytes)
{
    public static SnapshotReport Of(KeptSnapshot kept, SnapshotStore snapshots) =>
        new(kept.Files.Name, kept.Snapshot.CreatedAt, kept.Snapshot.Memory is not null, snapshots.BytesOf(kept));
}

internal sealed record StatusReport(
    string Name,
    string State,
    string Directory,
    string? Url = null,
    string? Image = null,
    string? Accelerator = null,
    int? ProcessId = null,
    double? UptimeSeconds = null,
    Health? Health = null,
    int Restarts = 0,
    Restart? LastRestart = null,
    string? GivenUp = null,
    bool? Volatile = null)
{
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Stopped = "stopped";
    public const string Suspended = "suspended";
    public const string Absent = "absent";
}
