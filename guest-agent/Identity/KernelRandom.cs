using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pockr.GuestAgent.Identity;

/// <summary>The kernel's random numbers.</summary>
internal static partial class KernelRandom
{
    private const string Device = "/dev/urandom";
    private const nuint Reseed = 0x5207; // RNDRESEEDCRNG

    /// <summary>Mixes something in, and has the next numbers depend on it.</summary>
    public static void Stir(byte[] entropy)
    {
        using var device = File.OpenHandle(Device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(device, entropy, fileOffset: 0);
        if (Control(device, Reseed, 0) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle device, nuint request, nint argument);
}
