using System.Formats.Tar;

namespace Pockr.Contracts;

/// <summary>
/// Reads a tar from anywhere and by anyone, entry by entry. .NET's reader takes the memory that a header says the names in it need, be it
/// gigabytes, and throws whatever its code happens upon: here, a header is looked at first, and damage is one exception.
/// </summary>
internal sealed class TarEntries : IAsyncDisposable
{
    private readonly HeadersFirst _stream;
    private readonly TarReader _reader;
    private TarEntry? _entry;

    /// <param name="tar">Read once, from here to its end; it is left open.</param>
    /// <param name="longestHeaders">The most bytes that what is said of one entry may have.</param>
    public TarEntries(Stream tar, int longestHeaders)
    {
        _stream = new HeadersFirst(tar, longestHeaders);
        _reader = new TarReader(_stream, leaveOpen: true);
    }

    /// <summary>Whether an exception is the reader's way to say that a tar is damaged; it may be thrown while content is read, too.</summary>
    public static bool IsDamage(Exception exception) => exception is InvalidDataException or EndOfStreamException or FormatException
        or ArgumentException or OverflowException or InvalidOperationException;

    /// <summary>The next entry, or nothing at the end; what was not read of the one before is left out.</summary>
    /// <exception cref="InvalidDataException">It is no tar, damaged, cut off, or says more of an entry than there can be to say.</exception>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SkipAsync(cancellationToken).ConfigureAwait(false);
            _stream.BeginHeaders();
            _entry = await _reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
            _stream.EndHeaders();
            return _entry;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    // The reader would do that as well, among the headers, and content could be taken for one.
    private Task SkipAsync(CancellationToken cancellationToken) =>
        _entry?.DataStream is { CanRead: true } content ? content.CopyToAsync(Stream.Null, cancellationToken) : Task.CompletedTask;

    /// <summary>Sees a header before the reader does.</summary>
    private sealed class HeadersFirst(Stream inner, int longestHeaders) : Stream
    {
        private const int BlockBytes = 512;
        private const int SizeAt = 124;
        private const int SizeDigits = 12;
        private const int TypeAt = 156;

        private long _allowed;
        private long _names;
        private bool _isInHeaders;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void BeginHeaders() => (_isInHeaders, _allowed, _names) = (true, longestHeaders, 0);

        public void EndHeaders() => _isInHeaders = false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // A header is read as a whole, and nothing else is in blocks of its length but names.
            var isHeader = _isInHeaders && _names == 0 && buffer.Length == BlockBytes;
            var read = isHeader
                ? await inner.ReadAtLeastAsync(buffer, BlockBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)
                : await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (isHeader && read == BlockBytes)
            {
                LookAt(buffer.Span);
            }
            else if (_isInHeaders)
            {
                _names = Math.Max(0, _names - read);
            }

            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        // Headers are not read in this way; content may be.
        public override int Read(Span<byte> buffer) => inner.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private void LookAt(ReadOnlySpan<byte> header)
        {
            if ((TarEntryType)header[TypeAt] is not (TarEntryType.ExtendedAttributes or TarEntryType.GlobalExtendedAttributes or TarEntryType.LongPath or TarEntryType.LongLink))
            {
                return;
            }

            _names = SizeIn(header.Slice(SizeAt, SizeDigits));
            _allowed -= _names;
            if (_allowed < 0)
            {
                throw new InvalidDataException("the names in it are longer than names are.");
            }
        }

        // Octal digits; a first byte with its highest bit set says that the rest is a number of bytes instead, which no name has.
        private static long SizeIn(ReadOnlySpan<byte> field)
        {
            long size = (field[0] & 0x80) != 0 ? long.MaxValue : 0;
            foreach (var digit in field.Trim(" \0"u8))
            {
                size = digit is >= (byte)'0' and <= (byte)'7' && size < long.MaxValue >> 3 ? (size << 3) + digit - '0' : size;
            }

            return size;
        }
    }
}
