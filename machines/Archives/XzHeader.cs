namespace Pockr.Machines.Archives;

/// <summary>What stands in front of the first block of a <c>.xz</c> file: how it is packed.</summary>
/// <param name="Dictionary">The size of the dictionary as LZMA2 writes it.</param>
/// <param name="IsX86Code">Whether addresses of jumps were made absolute before packing.</param>
internal sealed record XzHeader(byte Dictionary, bool IsX86Code)
{
    private const int StreamHeaderBytes = 12;
    private const int CrcBytes = 4;
    private const byte LargestDictionary = 40;
    private const ulong X86 = 0x04;
    private const ulong Lzma2 = 0x21;

    private static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>How much of what it has unpacked it keeps in memory.</summary>
    public long DictionaryBytes => Dictionary == LargestDictionary ? uint.MaxValue : (2L | (Dictionary & 1L)) << ((Dictionary >> 1) + 11);

    /// <exception cref="InvalidDataException">It is no such file, or packed in a way that is not understood.</exception>
    public static XzHeader Read(Stream stream)
    {
        var start = new byte[StreamHeaderBytes];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan().StartsWith(Magic))
        {
            throw new InvalidDataException("it is no xz file");
        }

        // The first byte is the header's length, in words without this one.
        var block = new byte[(Math.Max(stream.ReadByte(), 0) * 4) + 3];
        if (stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < block.Length)
        {
            throw new InvalidDataException("its header is cut off");
        }

        try
        {
            return Parse(block.AsSpan(0, Math.Max(block.Length - CrcBytes, 0)));
        }
        catch (IndexOutOfRangeException)
        {
            throw NotUnderstood();
        }
    }

    private static XzHeader Parse(ReadOnlySpan<byte> block)
    {
        var position = 1;
        var flags = block[0];
        for (var sizes = (flags >> 6) & 3; sizes > 0; sizes &= sizes - 1)
        {
            _ = ReadNumber(block, ref position); // of the block, packed or unpacked
        }

        var filters = (flags & 3) + 1;
        var isX86 = filters == 2 && IsFilter(block, ref position, X86, propertyBytes: 0);
        return filters == (isX86 ? 2 : 1) && IsFilter(block, ref position, Lzma2, propertyBytes: 1) && block[position] <= LargestDictionary
            ? new XzHeader(block[position], isX86)
            : throw NotUnderstood();
    }

    private static bool IsFilter(ReadOnlySpan<byte> block, ref int position, ulong id, ulong propertyBytes) =>
        ReadNumber(block, ref position) == id && ReadNumber(block, ref position) == propertyBytes;

    // Seven bits a byte, the lowest first; the highest bit says that there are more.
    private static ulong ReadNumber(ReadOnlySpan<byte> block, ref int position)
    {
        ulong number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = block[position++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw NotUnderstood();
    }

    private static InvalidDataException NotUnderstood() => new("it is packed with other filters than LZMA2 and x86");
}
