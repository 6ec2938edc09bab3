using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pockr.Machines.Files;

internal enum EntryKind
{
    /// <summary>Nothing is there.</summary>
    None,
    File,
    Directory,
    Link,

    /// <summary>A device, a pipe or a socket.</summary>
    Other,
}

/// <summary>What is at a path of this host. .NET does not tell a file from a pipe, which to open is to wait for ever.</summary>
internal static partial class HostEntry
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeMask = 1; // STATX_TYPE
    private const int StructureBytes = 256;
    private const int ModeOffset = 28;

    /// <summary>The entry itself; a link is not followed.</summary>
    public static EntryKind KindOf(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return AskKernel(path);
        }

        // On a Mac, too, where a pipe passes for a file.
        var info = new FileInfo(path);
        return info.LinkTarget is not null ? EntryKind.Link : Directory.Exists(path) ? EntryKind.Directory : info.Exists ? EntryKind.File : EntryKind.None;
    }

    /// <summary>The full path, or of a link that of what it leads to in the end.</summary>
    public static string FollowLink(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return KindOf(full) == EntryKind.Link ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full;
    }

    private static EntryKind AskKernel(string path)
    {
        Span<byte> structure = stackalloc byte[StructureBytes];
        if (Statx(CurrentDirectory, path, NoFollow, TypeMask, ref MemoryMarshal.GetReference(structure)) != 0)
        {
            return EntryKind.None;
        }

        return (BinaryPrimitives.ReadUInt16LittleEndian(structure[ModeOffset..]) & 0xf000) switch
        {
            0x8000 => EntryKind.File,
            0x4000 => EntryKind.Directory,
            0xa000 => EntryKind.Link,
            _ => EntryKind.Other,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte structure);
}
