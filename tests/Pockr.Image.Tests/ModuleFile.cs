using System.Buffers.Binary;

namespace Pockr.Image.Tests;

/// <summary>A kernel module that has nothing but what is told of it.</summary>
internal static class ModuleFile
{
    private const int HeaderBytes = 0x40;

    public static byte[] With(ReadOnlySpan<byte> info)
    {
        // The names, then the section, right after a letter: nothing sets its first entry apart; then two headers.
        var names = "\0.modinfo\0x"u8;
        var table = HeaderBytes + names.Length + info.Length;
        byte[] file = [.. "\u007fELF\x02\x01\x01"u8, .. new byte[HeaderBytes - 7], .. names, .. info, .. new byte[2 * HeaderBytes]];
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(0x28), (ulong)table);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x3a), HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x3c), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x3e), 0);
        WriteSection(file.AsSpan(table), 0, HeaderBytes, names.Length);
        WriteSection(file.AsSpan(table + HeaderBytes), 1, HeaderBytes + names.Length, info.Length);
        return file;
    }

    private static void WriteSection(Span<byte> header, uint name, int start, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, name);
        BinaryPrimitives.WriteUInt64LittleEndian(header[0x18..], (ulong)start);
        BinaryPrimitives.WriteUInt64LittleEndian(header[0x20..], (ulong)length);
    }
}
