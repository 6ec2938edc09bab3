using System.Buffers.Binary;
using System.Text;

namespace Pockr.Machines.Qemu;

/// <summary>
/// What the header of a qcow2 file says of other files. QEMU opens whatever is named there, with this user's rights, and shows it to the guest
/// as a disk: it is read before any program of QEMU's sees the file.
/// </summary>
/// <param name="BackingFile">The file that unwritten parts are read from, as it is named there.</param>
/// <param name="HasDataFile">Whether the data is in yet another file.</param>
/// <param name="VirtualBytes">The size the guest sees.</param>
internal sealed record Qcow2Header(string? BackingFile, bool HasDataFile, long VirtualBytes)
{
    private const uint Magic = 0x514649fb;
    private const int BackingOffset = 8;
    private const int BackingLength = 16;
    private const int VirtualSize = 24;
    private const int IncompatibleFeatures = 72;
    private const int HeadBytes = IncompatibleFeatures + sizeof(ulong);
    private const int LongestName = 1023;
    private const ulong DataFile = 1 << 2;

    /// <exception cref="InvalidDataException">It is not a qcow2 file.</exception>
    public static Qcow2Header Read(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[HeadBytes];
        if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || BinaryPrimitives.ReadUInt32BigEndian(head) != Magic)
        {
            throw new InvalidDataException("it is not a qcow2 file.");
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(head[sizeof(uint)..]);
        var features = version >= 3 ? BinaryPrimitives.ReadUInt64BigEndian(head[IncompatibleFeatures..]) : 0;
        var offset = BinaryPrimitives.ReadUInt64BigEndian(head[BackingOffset..]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head[BackingLength..]);
        var size = BinaryPrimitives.ReadInt64BigEndian(head[VirtualSize..]);
        return new Qcow2Header(offset == 0 ? null : ReadName(file, offset, length), (features & DataFile) != 0, size);
    }

    private static string ReadName(FileStream file, ulong offset, uint length)
    {
        if (length > LongestName || offset > (ulong)file.Length)
        {
            throw new InvalidDataException("its header names a backing file that cannot be read.");
        }

        var name = new byte[length];
        file.Position = (long)offset;
        return file.ReadAtLeast(name, name.Length, throwOnEndOfStream: false) == name.Length
            ? Encoding.UTF8.GetString(name)
            : throw new InvalidDataException("its header names a backing file that cannot be read.");
    }
}
