using System.Text;

namespace Pockr.GuestAgent.Files;

/// <summary>
/// The bytes of the first file of a tar. Its name is known and not read: .NET's own reader takes a newline in one for the end of the record.
/// </summary>
internal static class FirstFile
{
    private const int BlockBytes = 512;
    private const int PieceBytes = 64 * 1024;
    private const int SizeOffset = 124;
    private const int SizeBytes = 12;
    private const int TypeOffset = 156;

    /// <param name="tar">From its beginning.</param>
    /// <param name="length">Length of the file; the header has no room for that of a very large one.</param>
    /// <param name="target">Gets the bytes.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public static async Task CopyAsync(Stream tar, long length, Stream target, CancellationToken cancellationToken)
    {
        var block = new byte[BlockBytes];
        await tar.ReadExactlyAsync(block, cancellationToken);
        while ((char)block[TypeOffset] is 'x' or 'g' or 'L' or 'K')
        {
            var blocks = (SizeOf(block) + BlockBytes - 1) / BlockBytes;
            await CopyBytesAsync(tar, blocks * BlockBytes, Stream.Null, cancellationToken);
            await tar.ReadExactlyAsync(block, cancellationToken);
        }

        await CopyBytesAsync(tar, length, target, cancellationToken);
    }

    private static long SizeOf(byte[] header) =>
        Convert.ToInt64(Encoding.ASCII.GetString(header, SizeOffset, SizeBytes).Trim('\0', ' '), 8);

    private static async Task CopyBytesAsync(Stream from, long length, Stream to, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        while (length > 0)
        {
            var read = await from.ReadAsync(piece.AsMemory(0, (int)Math.Min(length, piece.Length)), cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException("The file ended before its length.");
            }

            await to.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }
}
