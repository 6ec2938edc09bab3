namespace Pockr.Machines.Qemu;

/// <summary>Everything that goes into a QEMU command line.</summary>
internal sealed record MachineLaunch
{
    public required GuestArchitecture Architecture { get; init; }

    public required string Accelerator { get; init; }

    public required int Cpus { get; init; }

    public required int MemoryMiB { get; init; }

    public required string Kernel { get; init; }

    public required string Initramfs { get; init; }

    /// <summary>Kernel command line.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Host port that leads to the agent, or is to if it is free; 0 if none is to.</summary>
    public required int AgentPort { get; init; }

    /// <summary>Directories of this host that the machine has.</summary>
    public IReadOnlyList<MachineMount> Mounts { get; init; } = [];

    /// <summary>Whether its network has IPv6.</summary>
    public bool HasIpv6 { get; init; }

    /// <summary>Whether its disk is the one that is thrown away.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Whether QEMU is to give up system calls it does not need.</summary>
    public bool IsConfined { get; init; } = OperatingSystem.IsLinux();

    /// <summary>Whether the machine is to wait for what an earlier one had in memory.</summary>
    public bool IsResumed { get; init; }
}
