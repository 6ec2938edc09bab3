using System.Buffers.Binary;
using System.Text;

namespace Pockr.HostLauncher.Tests.Fakes;

/// <summary>A qcow2 file's header, and nothing after it.</summary>
internal static class Qcow2File
{
    private const int HeadBytes = 104;

    public static byte[] Over(string? backingFile, bool hasDataFile = false, long bytes = 8L << 30)
    {
        var name = Encoding.UTF8.GetBytes(backingFile ?? "");
        var file = new byte[HeadBytes + name.Length];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x514649fb);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4), 3);
        BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(8), backingFile is null ? 0ul : HeadBytes);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), (uint)name.Length);
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(24), bytes);
        BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(72), hasDataFile ? 4ul : 0);
        name.CopyTo(file, HeadBytes);
        return file;
    }
}
