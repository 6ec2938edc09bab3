using Pockr.Machines.Errors;

namespace Pockr.Machines.Archives;

/// <summary>
/// The content of a file, as long as it was when it was opened: in a tar the length stands before the bytes, and a log grows while it is read.
/// </summary>
internal sealed class ExactStream(FileStream file) : ReadingStream
{
    private readonly long _length = file.Length;
    private long _position;

    /// <summary>True, or the tar's writer would not ask for the length.</summary>
    public override bool CanSeek => true;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, _length - _position);
        var count = await file.ReadAsync(buffer[..wanted], cancellationToken);
        _position += count;
        return count > 0 || wanted == 0 ? count : throw Failures.FileBecameShorter(file.Name);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
