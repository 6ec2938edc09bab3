namespace Pockr.HostLauncher.Archives;

/// <summary>A stream that is read no further than allowed, whatever is asked for.</summary>
internal sealed class MeteredStream(Stream inner) : Stream
{
    private long _allowed = long.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How much may be read from here on.</summary>
    public void Allow(long bytes) => _allowed = bytes;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer[..Limit(buffer.Length)]));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer[..Limit(buffer.Length)], cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Limit(int wanted) => wanted == 0 || _allowed > 0
        ? (int)Math.Min(wanted, _allowed)
        : throw new InvalidDataException("the names in it are longer than names are.");

    private int Count(int read)
    {
        _allowed -= read;
        return read;
    }
}
