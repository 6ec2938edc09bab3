namespace Pockr.GuestAgent.Machine;

/// <summary>The machine's one disk.</summary>
internal static class MachineDisk
{
    public static (long TotalBytes, long FreeBytes) Read()
    {
        var disk = new DriveInfo("/");
        return (disk.TotalSize, disk.AvailableFreeSpace);
    }
}
