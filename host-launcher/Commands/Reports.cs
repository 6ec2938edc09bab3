using Pockr.Contracts;

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

internal sealed record TokenReport(string Name, string Token, string TokenFile);

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
    bool? Volatile = null)
{
    public const string Running = "running";
    public const string Stopped = "stopped";
    public const string Suspended = "suspended";
    public const string Absent = "absent";
}
