using System.Buffers.Binary;

namespace Pockr.GuestAgent.Files;

/// <summary>What the kernel knows of an entry of a directory.</summary>
internal sealed record EntryStat(uint Mode, uint Uid, uint Gid, long Size, long ModifiedSeconds, uint ModifiedNanoseconds, EntryIdentity Identity)
{
    public const int Bytes = 256;
    public const uint Mask = 0x7ff | 0x1000; // the basic ones, and the mount

    private const uint KindMask = 0xf000;
    private const uint DirectoryKind = 0x4000;
    private const uint FileKind = 0x8000;
    private const uint LinkKind = 0xa000;
    private const uint PermissionMask = 0xfff;

    public bool IsDirectory => (Mode & KindMask) == DirectoryKind;

    public bool IsLink => (Mode & KindMask) == LinkKind;

    public string Type => (Mode & KindMask) switch
    {
        FileKind => FileStats.File,
        DirectoryKind => FileStats.DirectoryType,
        LinkKind => FileStats.LinkType,
        _ => FileStats.OtherType,
    };

    public string Permissions => FileStats.Octal((int)(Mode & PermissionMask));

    /// <summary>A container can set any time; one that has no name in years is the first or the last that has.</summary>
    public DateTimeOffset ModifiedAt
    {
        get
        {
            var seconds = Math.Clamp(ModifiedSeconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
            return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ModifiedNanoseconds / TimeSpan.NanosecondsPerTick);
        }
    }

    /// <param name="statx">The kernel's structure of that name.</param>
    public static EntryStat From(ReadOnlySpan<byte> statx) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(statx[28..]),
        BinaryPrimitives.ReadUInt32LittleEndian(statx[20..]),
        BinaryPrimitives.ReadUInt32LittleEndian(statx[24..]),
        BinaryPrimitives.ReadInt64LittleEndian(statx[40..]),
        BinaryPrimitives.ReadInt64LittleEndian(statx[112..]),
        BinaryPrimitives.ReadUInt32LittleEndian(statx[120..]),
        new EntryIdentity(
            BinaryPrimitives.ReadUInt64LittleEndian(statx[144..]),
            BinaryPrimitives.ReadUInt64LittleEndian(statx[136..]),
            BinaryPrimitives.ReadUInt64LittleEndian(statx[32..])));
}

/// <summary>What is the same of an entry for as long as it is open.</summary>
/// <param name="Mount">The mount it is on.</param>
/// <param name="Device">Its file system.</param>
/// <param name="Inode">Its number there.</param>
internal readonly record struct EntryIdentity(ulong Mount, ulong Device, ulong Inode);
