using SharpCompress.Common;
using SharpCompress.Compressors.LZMA;

namespace Pockr.Machines.Archives;

/// <summary>
/// Unpacks what <c>xz</c> has packed in one block, from anywhere and by anyone: what it takes of memory is bounded. Checksums in it are not
/// looked at: who reads it knows better digests.
/// </summary>
/// <remarks>
/// LZMA2 is SharpCompress's. The container is read here, for there a header says how much memory is taken; the x86 filter is ours as well
/// (<see cref="X86Code"/>), for that of SharpCompress 0.50 damages what it filters.
/// </remarks>
internal sealed class XzStream : ReadingStream
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _content;

    private XzStream(Stream content) => _content = content;

    /// <param name="packed">The packed bytes; it is left open.</param>
    /// <param name="largestDictionary">The most bytes it may keep in memory of what it has unpacked.</param>
    /// <exception cref="InvalidDataException">It is not packed like that, or would need more memory.</exception>
    public static XzStream Open(Stream packed, long largestDictionary)
    {
        // Headers are read, and code is decoded, byte by byte.
        var buffered = new BufferedStream(packed, BufferBytes);
        var header = XzHeader.Read(buffered);
        if (header.DictionaryBytes > largestDictionary)
        {
            throw new InvalidDataException($"it takes {header.DictionaryBytes >> 20} MiB of memory to unpack, and {largestDictionary >> 20} are the most");
        }

        Stream content = LzmaStream.Create([header.Dictionary], buffered, leaveOpen: true);
        return new XzStream(header.IsX86Code ? new X86Code(content) : content);
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _content.Read(buffer);
        }
        catch (SharpCompressException damage)
        {
            throw new InvalidDataException("what is packed in it is damaged or cut off", damage);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // It computes for most of its time, and SharpCompress takes four times as long in asynchronous reads.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await Task.Run(() => Read(buffer.Span), cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
