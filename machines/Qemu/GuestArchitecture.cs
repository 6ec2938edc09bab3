using System.Runtime.InteropServices;

namespace Pockr.Machines.Qemu;

/// <summary>What differs between guests of different processors.</summary>
/// <param name="Name">As manifests name it.</param>
/// <param name="Executable">The QEMU that runs such a guest.</param>
/// <param name="Machine">QEMU's machine type.</param>
/// <param name="EmulatedCpu">Processor under emulation.</param>
/// <param name="ExtraDevices">QEMU's arguments for devices that only this one has.</param>
internal sealed record GuestArchitecture(
    string Name, string Executable, string Machine, string EmulatedCpu, IReadOnlyList<string> ExtraDevices)
{
    private static readonly GuestArchitecture[] s_all =
    [
        new("x86_64", "qemu-system-x86_64", "q35", "max", ["-device", "vmgenid,guid=auto"]), // its kernel draws new random numbers when it is resumed
        new("aarch64", "qemu-system-aarch64", "virt", "neoverse-n1", []), // atomic instructions, which older ones do without, are cheap to emulate
    ];

    public static IEnumerable<string> Names => s_all.Select(architecture => architecture.Name);

    /// <summary>What this host itself is; anything unheard of emulates x86_64.</summary>
    public static string OfThisHost => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    public static bool IsKnown(string? name) => s_all.Any(architecture => architecture.Name == name);

    public static GuestArchitecture Of(string name) => s_all.Single(architecture => architecture.Name == name);
}
