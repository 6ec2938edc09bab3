namespace Pockr.Bench.Machines;

/// <summary>A machine of somebody else's making, of the same packages.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Kind">What <c>build/baseline-vm.sh</c> calls it.</param>
/// <param name="GuestPort">Where it answers.</param>
internal sealed record Baseline(string Name, string Kind, int GuestPort)
{
    /// <summary>As a manager of virtual machines gives it to a user: systemd, Debian's own kernel file and initramfs.</summary>
    public static Baseline VmManager { get; } = new("VM manager", "stock", 2375);

    /// <summary>The same with init scripts, and the agent, left to the just-in-time compiler.</summary>
    public static Baseline ReferenceWay { get; } = new("reference way", "reference", 7080);
}
