namespace Pockr.Machines.Qemu;

/// <summary>How the guest's processor is run.</summary>
/// <param name="Name">QEMU's name of the accelerator.</param>
/// <param name="Reason">Why it is not a faster one, if it is not.</param>
/// <param name="NewlyProbed">Whether it was found out just now.</param>
internal sealed record Acceleration(string Name, string? Reason = null, bool NewlyProbed = false)
{
    /// <summary>Emulation: works everywhere, and is slow.</summary>
    public const string Tcg = "tcg";

    /// <summary>For a host that has nothing else.</summary>
    public static Acceleration EmulationOnly { get; } =
        new(Tcg, "this host offers no hardware acceleration for the guest") { IsOnlyChoice = true };

    public bool IsOnlyChoice { get; private init; }

    /// <summary>Host accelerators worth trying, fastest first.</summary>
    public static IReadOnlyList<string> CandidatesOfThisHost(string guestArchitecture)
    {
        if (guestArchitecture != GuestArchitecture.OfThisHost)
        {
            return [];
        }

        if (OperatingSystem.IsLinux())
        {
            return File.Exists("/dev/kvm") ? ["kvm"] : [];
        }

        return OperatingSystem.IsMacOS() ? ["hvf"] : OperatingSystem.IsWindows() ? ["whpx"] : [];
    }
}
