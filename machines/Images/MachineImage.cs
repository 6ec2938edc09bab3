using Pockr.Contracts;

namespace Pockr.Machines.Images;

/// <summary>A directory with an image in it, its manifest read and found in order.</summary>
internal sealed record MachineImage(string Directory, ImageManifest Manifest)
{
    private const long SmallestOverlayBytes = 8L << 30;

    /// <summary>Names this very build; the directory an installed image lies in.</summary>
    public string Id => $"{Manifest.Distro}-{Manifest.Architecture}-{Manifest.BuildId}";

    public string BaseDisk => Path.Combine(Directory, ImageManifest.BaseDisk);

    /// <summary>How large a disk over it is.</summary>
    public long OverlayBytes => Math.Max(SmallestOverlayBytes, Manifest.DiskBytes);

    public string Kernel => Path.Combine(Directory, ImageManifest.KernelFile);

    public string Initramfs => Path.Combine(Directory, ImageManifest.Initramfs);
}
