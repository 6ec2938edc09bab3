using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pockr.GuestAgent.Files;

/// <summary>The kernel's calls on directories, all relative to one that is open. A result below 0 is a failure, with its number as last error.</summary>
internal static partial class FileCalls
{
    private const nint OpenAt2Number = 437; // the same on every processor; libc has no name for it

    /// <summary>Follows a link that the kernel itself makes, which <c>openat2</c> is told not to.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    public static SafeFileHandle OpenAt2(SafeFileHandle directory, byte[] path, OpenHow how) =>
        new(OpenAt2(OpenAt2Number, directory, path, in how, Marshal.SizeOf<OpenHow>()), ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int Stat(SafeFileHandle directory, byte[] name, int flags, uint mask, [Out] byte[] stat);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint ReadEntries(SafeFileHandle directory, [Out] byte[] entries, nint count);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLink(SafeFileHandle directory, byte[] name, [Out] byte[] target, nint count);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int Make(SafeFileHandle directory, byte[] name, uint mode);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int SetOwner(SafeFileHandle file, int uid, int gid);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int SetMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    public static partial int Rename(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Remove(SafeFileHandle directory, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenAt2(nint number, SafeFileHandle directory, byte[] path, in OpenHow how, nint size);
}

/// <summary>How <c>openat2</c> opens, as the kernel lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct OpenHow(ulong flags, ulong resolve)
{
    private const ulong CloseOnExec = 0x80000;

    public const ulong SameMount = 0x01;
    public const ulong NoMagicLinks = 0x02;
    public const ulong NoLinks = 0x04;
    public const ulong InRoot = 0x10;

    // These two have other numbers on arm64.
    private static readonly bool s_isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private readonly ulong _flags = flags;
    private readonly ulong _mode = 0;
    private readonly ulong _resolve = resolve;

    /// <summary>For a directory, and nothing else.</summary>
    public static ulong Directory => CloseOnExec | (s_isArm ? 0x4000u : 0x10000u);

    /// <summary>Not where a link leads.</summary>
    public static ulong NoFollow => s_isArm ? 0x8000u : 0x20000u;
}
