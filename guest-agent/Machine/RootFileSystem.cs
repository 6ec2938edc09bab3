using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Machine;

/// <summary>The machine's file system. It takes up the whole disk, and is told when that was made larger.</summary>
internal static partial class RootFileSystem
{
    private const string SizeFile = "/sys/class/block/vda/size";
    private const int SectorBytes = 512; // in that file, whatever the disk has
    private const int BlockBytes = 4096; // as the image is made
    private const nuint Resize = 0x40086610; // EXT4_IOC_RESIZE_FS

    /// <returns>The size of the disk, in bytes.</returns>
    public static long Grow()
    {
        var bytes = long.Parse(File.ReadAllText(SizeFile), CultureInfo.InvariantCulture) * SectorBytes;
        var blocks = bytes / BlockBytes;
        using var root = FileCalls.Open("/", (int)OpenHow.Directory);
        return !root.IsInvalid && Control(root, Resize, in blocks) == 0 ? bytes : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, in long blocks);
}
