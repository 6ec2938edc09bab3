namespace Pockr.Image;

/// <summary>The processor an image is for, by all the names it goes by.</summary>
/// <param name="Name">As the kernel, QEMU and Alpine call it.</param>
/// <param name="Debian">As Debian calls it, and so do container images.</param>
/// <param name="ElfMachine">What the header of its programs says (ELF, e_machine).</param>
internal sealed record Architecture(string Name, string Debian, ushort ElfMachine)
{
    public static Architecture X64 { get; } = new("x86_64", "amd64", 62);

    public static Architecture Arm64 { get; } = new("aarch64", "arm64", 183);

    public static IReadOnlyList<Architecture> All { get; } = [X64, Arm64];

    public static Architecture? Find(string name) => All.FirstOrDefault(architecture => architecture.Name == name);

    public override string ToString() => Name;
}
