using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pockr.EngineClient;

/// <summary>Reads the output of a container: Docker's frames, or, where a terminal is attached, the plain bytes.</summary>
internal static class MultiplexedStream
{
    private const int HeaderBytes = 8; // stream, three zeros, length of the payload (big-endian)
    private const int PieceBytes = 32 * 1024;
    private const byte SystemError = 3; // dockerd's own report that the stream failed

    /// <summary>Output of either kind; a connection that fails is told apart from what dockerd reports.</summary>
    public static async IAsyncEnumerable<OutputChunk> ReadAsync(
        EngineTransport transport, Stream stream, bool tty, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunks = tty ? ReadRawAsync(stream, cancellationToken) : ReadFramesAsync(stream, cancellationToken);
        await using var chunk = chunks.GetAsyncEnumerator(cancellationToken);
        while (await transport.GuardAsync(() => chunk.MoveNextAsync().AsTask()))
        {
            yield return chunk.Current;
        }
    }

    /// <summary>A frame larger than a piece comes as several; memory does not grow with what the container writes.</summary>
    public static async IAsyncEnumerable<OutputChunk> ReadFramesAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        var piece = new byte[PieceBytes];
        while (await ReadHeaderAsync(stream, header, cancellationToken))
        {
            var left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            if (header[0] == SystemError)
            {
                throw await ReadSystemErrorAsync(stream, left, cancellationToken);
            }

            var source = SourceOf(header);
            while (left > 0)
            {
                var read = await stream.ReadAsync(piece.AsMemory(0, (int)Math.Min(left, PieceBytes)), cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException($"The output ended {left} bytes before the end of a frame.");
                }

                left -= (uint)read;
                yield return new OutputChunk(source, piece.AsMemory(0, read));
            }
        }
    }

    /// <summary>A terminal has one stream; all of it counts as standard output.</summary>
    public static async IAsyncEnumerable<OutputChunk> ReadRawAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        int read;
        while ((read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            yield return new OutputChunk(OutputSource.Stdout, piece.AsMemory(0, read));
        }
    }

    private static async ValueTask<bool> ReadHeaderAsync(Stream stream, byte[] header, CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken);
        return read switch
        {
            0 => false,
            HeaderBytes => true,
            _ => throw new EndOfStreamException($"The output ended after {read} of the {HeaderBytes} bytes of a frame's header."),
        };
    }

    private static OutputSource SourceOf(ReadOnlySpan<byte> header)
    {
        if (header[1] != 0 || header[2] != 0 || header[3] != 0)
        {
            throw new InvalidDataException("The output is not in frames.");
        }

        return header[0] switch
        {
            0 or 1 => OutputSource.Stdout,
            2 => OutputSource.Stderr,
            var other => throw new InvalidDataException($"The output has a frame of stream {other}."),
        };
    }

    private static async Task<EngineException> ReadSystemErrorAsync(Stream stream, uint length, CancellationToken cancellationToken)
    {
        var message = new byte[Math.Min(length, PieceBytes)];
        var read = await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken);
        return new EngineException(HttpStatusCode.InternalServerError, Encoding.UTF8.GetString(message, 0, read).Trim());
    }
}
