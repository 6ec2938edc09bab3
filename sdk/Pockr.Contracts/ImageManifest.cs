namespace Pockr.Contracts;

/// <summary><c>manifest.json</c> of a built virtual machine image: what its files are and how they are started.</summary>
/// <param name="Schema">Version of this layout; <see cref="CurrentSchema"/>.</param>
/// <param name="Distro"><c>debian</c> or <c>alpine</c>.</param>
/// <param name="Release">Release of the distribution, such as <c>trixie</c>.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>aarch64</c>.</param>
/// <param name="BuildId">Names this very content: 16 hexadecimal digits of a SHA-256 over all that went in and the files that came out.</param>
/// <param name="Kernel">Release of the kernel, as <c>uname -r</c> prints it.</param>
/// <param name="CommandLine">Kernel command line the image needs; the launcher adds the token's digest.</param>
/// <param name="EmulatedCommandLine">What is added to it where no hardware runs the machine's processor.</param>
/// <param name="MinimumMemoryMiB">Memory below which the machine does not come up, in MiB.</param>
/// <param name="DiskBytes">Virtual size of the disk, in bytes.</param>
/// <param name="Files">Every file of the image but this one.</param>
/// <param name="Packages">Packages of the distribution that went in.</param>
/// <param name="Lock">Digest of the lock they are of; absent if the image was built without one, of the newest packages.</param>
public sealed record ImageManifest(
    int Schema,
    string Distro,
    string Release,
    string Architecture,
    string BuildId,
    string Kernel,
    string CommandLine,
    string EmulatedCommandLine,
    int MinimumMemoryMiB,
    long DiskBytes,
    IReadOnlyList<ImageFile> Files,
    IReadOnlyList<ImagePackage> Packages,
    string? Lock = null)
{
    /// <summary>The layout this version writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>File name of the manifest itself.</summary>
    public const string FileName = "manifest.json";

    /// <summary>File name of the disk: read-only, the backing file of every machine's overlay.</summary>
    public const string BaseDisk = "base.qcow2";

    /// <summary>File name of the uncompressed kernel.</summary>
    public const string KernelFile = "vmlinux";

    /// <summary>File name of the initial RAM file system.</summary>
    public const string Initramfs = "initramfs.cpio";
}

/// <summary>A file of an image.</summary>
/// <param name="Name">File name within the image's directory.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal digits.</param>
public sealed record ImageFile(string Name, long Bytes, string Sha256);

/// <summary>A package of the distribution.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Version">Version of the package.</param>
/// <param name="Sha256">SHA-256 of the package file in lower-case hexadecimal digits.</param>
public sealed record ImagePackage(string Name, string Version, string Sha256);
