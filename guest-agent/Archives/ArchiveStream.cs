using System.Security.Cryptography;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Archives;

/// <summary>
/// An archive on its way to dockerd. One that is too large fails instead of ending, which breaks the upload off. One of other bytes than
/// expected does end: of some formats dockerd does not read the end, and would keep what it is not told to remove.
/// </summary>
internal sealed class ArchiveStream : IncomingStream
{
    private readonly Stream _inner;
    private readonly byte[] _beginning;
    private readonly long _limitBytes;
    private readonly byte[]? _expected;
    private readonly IncrementalHash? _hash;
    private long _given;
    private byte[]? _actual;

    private ArchiveStream(Stream inner, byte[] beginning, long limitBytes, byte[]? expected)
    {
        _inner = inner;
        _beginning = beginning;
        _limitBytes = limitBytes;
        _expected = expected;
        _hash = expected is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>Reads the beginning, and refuses what is no archive.</summary>
    /// <param name="inner">Where it comes from; stays the caller's.</param>
    /// <param name="limitBytes">How much is taken.</param>
    /// <param name="sha256">Digest of all bytes; null if it is not to be checked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ArchiveStream> OpenAsync(
        Stream inner, long limitBytes, byte[]? sha256, CancellationToken cancellationToken)
    {
        var beginning = new byte[ArchiveFormat.BeginningBytes];
        var length = await inner.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        if (!ArchiveFormat.IsKnown(beginning.AsSpan(0, length)))
        {
            throw new ProblemException(length == 0 ? Problems.EmptyArchive : Problems.UnsupportedArchive);
        }

        return new ArchiveStream(inner, beginning[..length], limitBytes, sha256);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = _given < _beginning.Length ? ReadBeginning(buffer.Span) : await _inner.ReadAsync(buffer, cancellationToken);
        _given += read;
        if (_given > _limitBytes)
        {
            throw new ProblemException(Problems.ArchiveTooLarge(_limitBytes));
        }

        _hash?.AppendData(buffer.Span[..read]);
        if (read == 0)
        {
            _actual ??= _hash?.GetHashAndReset();
        }

        return read;
    }

    /// <summary>Throws if it has not been read to its end, or its bytes were not the expected ones. Good after disposal too.</summary>
    public void Verify()
    {
        var actual = _actual ?? [];
        if (_expected is not null && !actual.AsSpan().SequenceEqual(_expected))
        {
            throw new ProblemException(Problems.DigestMismatch(Convert.ToHexStringLower(actual), Convert.ToHexStringLower(_expected)));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadBeginning(Span<byte> buffer)
    {
        var rest = _beginning.AsSpan((int)_given);
        var read = Math.Min(rest.Length, buffer.Length);
        rest[..read].CopyTo(buffer);
        return read;
    }
}
