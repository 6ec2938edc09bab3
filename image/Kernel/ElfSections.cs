using System.Buffers.Binary;
using System.Text;
using Pockr.Image.Errors;

namespace Pockr.Image.Kernel;

/// <summary>Finds a section of a 64-bit little-endian ELF file by its name. Layout: System V ABI, chapter 4.</summary>
internal static class ElfSections
{
    private const int TableOffset = 0x28;
    private const int HeaderSize = 0x3a;
    private const int HeaderCount = 0x3c;
    private const int NamesIndex = 0x3e;
    private const int FileHeaderBytes = 0x40;
    private const int ContentOffset = 0x18; // in a section's header, at whose beginning its name is
    private const int ContentLength = 0x20;
    private const int SectionHeaderBytes = 0x40;

    /// <returns>What is in it; nothing if there is no such section.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < FileHeaderBytes || !file.StartsWith("\u007fELF\x02\x01"u8))
        {
            throw Failures.ModuleDamaged("it is no 64-bit ELF file");
        }

        var table = BinaryPrimitives.ReadUInt64LittleEndian(file[TableOffset..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[HeaderSize..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[HeaderCount..]);
        var headers = size < SectionHeaderBytes ? [] : Slice(file, table, (ulong)(size * count));
        var names = Content(file, headers, BinaryPrimitives.ReadUInt16LittleEndian(file[NamesIndex..]) * size);
        var wanted = Encoding.ASCII.GetBytes($"{name}\0");
        for (var at = 0; at < headers.Length; at += size)
        {
            var start = BinaryPrimitives.ReadUInt32LittleEndian(headers[at..]);
            if (start < names.Length && names[(int)start..].StartsWith(wanted))
            {
                return Content(file, headers, at);
            }
        }

        return [];
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file, ReadOnlySpan<byte> headers, int at)
    {
        var header = Slice(headers, (ulong)at, SectionHeaderBytes);
        var start = BinaryPrimitives.ReadUInt64LittleEndian(header[ContentOffset..]);
        return Slice(file, start, BinaryPrimitives.ReadUInt64LittleEndian(header[ContentLength..]));
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes, ulong start, ulong length) =>
        start <= (ulong)bytes.Length && length <= (ulong)bytes.Length - start
            ? bytes.Slice((int)start, (int)length)
            : throw Failures.ModuleDamaged($"its header names {length} bytes at {start}, and there are {bytes.Length}");
}
