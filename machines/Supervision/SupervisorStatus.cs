namespace Pockr.Machines.Supervision;

/// <summary>What a supervisor says of itself to who connects to its socket: one line of JSON.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="ProcessStartTime">Start time of that process, in the host's own unit.</param>
/// <param name="QemuProcessId">The QEMU it looks after.</param>
/// <param name="PortConflicts">Published ports that could not be opened on this host, in sentences.</param>
internal sealed record SupervisorStatus(int ProcessId, long ProcessStartTime, int QemuProcessId, IReadOnlyList<string> PortConflicts);
