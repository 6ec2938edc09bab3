using System.Runtime.InteropServices;

namespace Pockr.GuestAgent.Machine;

/// <summary>The machine's one disk.</summary>
internal static partial class MachineDisk
{
    public static (long TotalBytes, long FreeBytes) Read()
    {
        var disk = new DriveInfo("/");
        return (disk.TotalSize, disk.AvailableFreeSpace);
    }

    /// <summary>Has the kernel write everything that is only in memory.</summary>
    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void WriteOut();
}
