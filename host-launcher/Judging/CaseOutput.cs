using System.Buffers;
using Pockr.Client;

namespace Pockr.HostLauncher.Judging;

/// <summary>What a program writes, up to the limit of both its outputs together.</summary>
internal sealed class CaseOutput(long limit)
{
    /// <summary>As much as is of use to people.</summary>
    private const int KeptErrorBytes = 4096;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _error = new();

    public ReadOnlyMemory<byte> Output => _output.WrittenMemory;

    public ReadOnlyMemory<byte> ErrorOutput => _error.WrittenMemory;

    /// <summary>Reads to the end, or to the limit.</summary>
    /// <returns>Whether it stayed within the limit.</returns>
    public async Task<bool> ReadAsync(TerminalConnection connection, CancellationToken cancellationToken)
    {
        var written = 0L;
        await foreach (var piece in connection.ReadAsync(cancellationToken))
        {
            written += piece.Bytes.Length;
            if (written > limit)
            {
                return false;
            }

            var (target, room) = piece.IsError ? (_error, KeptErrorBytes - _error.WrittenCount) : (_output, piece.Bytes.Length);
            target.Write(piece.Bytes.Span[..Math.Min(room, piece.Bytes.Length)]);
        }

        return true;
    }
}
