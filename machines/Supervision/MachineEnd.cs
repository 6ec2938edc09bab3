namespace Pockr.Machines.Supervision;

/// <summary>How a machine's QEMU ended.</summary>
/// <param name="Reason">A sentence.</param>
/// <param name="Wanted">Whether the guest was shut down, or QEMU was told to end.</param>
internal sealed record MachineEnd(string Reason, bool Wanted);
