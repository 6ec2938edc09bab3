namespace Pockr.Machines.Archives;

/// <summary>A stream that is read no further than allowed, whatever is asked for.</summary>
internal sealed class MeteredStream(Stream inner) : ReadingStream
{
    private long _allowed = long.MaxValue;

    /// <summary>How much may be read from here on.</summary>
    public void Allow(long bytes) => _allowed = bytes;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer[..Limit(buffer.Length)]));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer[..Limit(buffer.Length)], cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Limit(int wanted) => wanted == 0 || _allowed > 0
        ? (int)Math.Min(wanted, _allowed)
        : throw new InvalidDataException("the names in it are longer than names are.");

    private int Count(int read)
    {
        _allowed -= read;
        return read;
    }
}
