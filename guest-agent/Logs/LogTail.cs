using Microsoft.Win32.SafeHandles;

namespace Pockr.GuestAgent.Logs;

/// <summary>Finds where the last lines of a file begin, reading from its end.</summary>
internal static class LogTail
{
    private const int PieceBytes = 16 * 1024;
    private const byte LineEnd = (byte)'\n';

    public static long Find(SafeFileHandle file, int lines)
    {
        var end = RandomAccess.GetLength(file);
        if (lines == 0)
        {
            return end;
        }

        var piece = new byte[PieceBytes];
        var position = end;
        while (position > 0)
        {
            var start = Math.Max(0, position - PieceBytes);
            var read = RandomAccess.Read(file, piece.AsSpan(0, (int)(position - start)), start);
            for (var index = read - 1; index >= 0; index--)
            {
                // The last line's own end begins no further line.
                if (piece[index] == LineEnd && start + index + 1 < end && --lines == 0)
                {
                    return start + index + 1;
                }
            }

            position = start;
        }

        return 0;
    }
}
