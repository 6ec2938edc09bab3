using System.IO.Compression;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>
/// Reads the members a gzip file is made of one by one (RFC 1952). Alpine's files are several in a row, and what is signed is a member's
/// compressed bytes.
/// </summary>
internal static class GzipMembers
{
    private const int HeaderBytes = 10;
    private const int TrailerBytes = 8;
    private const int FileName = 0x08;

    // No member that is read whole has a reason to be larger: a signature, or what a package says about itself.
    private const int MostBytes = 16 << 20;

    /// <summary>Reads the member that starts at the file's position and leaves the position behind it.</summary>
    public static GzipMember Read(Stream file)
    {
        var start = file.Position;
        SkipHeader(file);
        var content = Inflate(file);
        file.Seek(TrailerBytes, SeekOrigin.Current);
        if (file.Position > file.Length)
        {
            throw new InvalidDataException("it ends within a gzip member");
        }

        var raw = new byte[file.Position - start];
        file.Position = start;
        file.ReadExactly(raw);
        return new GzipMember(raw, content);
    }

    private static void SkipHeader(Stream file)
    {
        var header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || header is not [0x1f, 0x8b, 8, 0 or FileName, ..])
        {
            throw new InvalidDataException("it does not begin with a gzip member");
        }

        while (header[3] == FileName && file.ReadByte() > 0)
        {
        }
    }

    private static byte[] Inflate(Stream file)
    {
        using var deflate = new DeflateStream(new OneByteReads(file), CompressionMode.Decompress, leaveOpen: true);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 14];
        while (deflate.Read(buffer) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MostBytes)
            {
                throw new InvalidDataException($"a gzip member unpacks to more than {MostBytes} bytes");
            }
        }

        return content.ToArray();
    }

    /// <summary>Lets a decompressor take no byte more than it needs, so that the position tells where the member ends.</summary>
    private sealed class OneByteReads(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 1));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
