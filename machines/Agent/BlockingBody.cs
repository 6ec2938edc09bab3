using System.Globalization;

namespace Pockr.Machines.Agent;

/// <summary>The body of an answer, as it comes. At its end the connection is free for the next request.</summary>
internal sealed class BlockingBody : Stream
{
    private readonly BlockingConnection _connection;
    private readonly bool _isChunked;
    private readonly bool _isToldLength;
    private readonly Action? _atEnd;
    private long _left;
    private bool _hasBegun;
    private bool _hasEnded;

    private BlockingBody(BlockingConnection connection, ResponseHead head, Action? atEnd)
    {
        (_connection, _isChunked, _atEnd) = (connection, head.IsChunked, atEnd);
        _isToldLength = !_isChunked && head.Length is not null;
        _left = _isChunked ? 0 : head.Length ?? long.MaxValue;
        if (_isToldLength && _left == 0)
        {
            End();
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <param name="connection">What it comes over; it is closed with an answer that is not read to its end.</param>
    /// <param name="head">The answer's head, which has just been read.</param>
    /// <param name="atEnd">Called when all has been read and more can be asked over the connection.</param>
    public static BlockingBody Of(BlockingConnection connection, ResponseHead head, Action atEnd) =>
        new(connection, head, head.Closes || (!head.IsChunked && head.Length is null) ? null : atEnd);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count), CancellationToken.None);

    public override int Read(Span<byte> buffer) => Read(buffer, CancellationToken.None);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return new ValueTask<int>(Read(buffer.Span, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_hasEnded)
        {
            _hasEnded = true;
            _connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Read(Span<byte> buffer, CancellationToken cancellationToken)
    {
        if (_isChunked && _left == 0 && !_hasEnded)
        {
            BeginChunk(cancellationToken);
        }

        if (_hasEnded || buffer.IsEmpty)
        {
            return 0;
        }

        var read = _connection.Read(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        if (read == 0 && (_isChunked || _isToldLength))
        {
            throw new IOException("The connection was closed before the answer was whole.");
        }

        _left -= read;
        if (read == 0 || (_isToldLength && _left == 0))
        {
            End();
        }

        return read;
    }

    private void BeginChunk(CancellationToken cancellationToken)
    {
        if (_hasBegun)
        {
            _connection.ReadLine(cancellationToken); // that of the chunk before ends with one of its own
        }

        _hasBegun = true;
        var size = _connection.ReadLine(cancellationToken).Split(';')[0];
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
        {
            throw new IOException($"The answer has a piece of no readable size: '{size[..Math.Min(size.Length, 40)]}'.");
        }

        if (_left == 0)
        {
            while (_connection.ReadLine(cancellationToken).Length > 0)
            {
                // Trailing fields, of which the agent sends none.
            }

            End();
        }
    }

    private void End()
    {
        _hasEnded = true;
        if (_atEnd is null)
        {
            _connection.Dispose();
            return;
        }

        _atEnd();
    }
}
