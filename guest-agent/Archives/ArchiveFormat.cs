using System.Globalization;
using System.Text;

namespace Pockr.GuestAgent.Archives;

/// <summary>Tells by its first bytes what dockerd can unpack: a tar, plain or compressed in one of four ways.</summary>
internal static class ArchiveFormat
{
    /// <summary>Enough to tell a tar: its first header.</summary>
    public const int BeginningBytes = 512;

    private const int ChecksumAt = 148;
    private const int ChecksumBytes = 8;

    private static readonly byte[][] s_compressed =
    [
        [0x1F, 0x8B, 0x08], // gzip
        [0x42, 0x5A, 0x68], // bzip2
        [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], // xz
        [0x28, 0xB5, 0x2F, 0xFD], // zstd
    ];

    public static bool IsKnown(ReadOnlySpan<byte> beginning)
    {
        foreach (var magic in s_compressed)
        {
            if (beginning.StartsWith(magic))
            {
                return true;
            }
        }

        return beginning.Length == BeginningBytes && IsTarHeader(beginning);
    }

    // A header of zeros is the end of a tar, here of one without entries.
    private static bool IsTarHeader(ReadOnlySpan<byte> header)
    {
        if (!header.ContainsAnyExcept((byte)0))
        {
            return true;
        }

        var digits = Encoding.ASCII.GetString(header.Slice(ChecksumAt, ChecksumBytes)).Trim(' ', '\0');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && digits.All(digit => digit is >= '0' and <= '7')
            && Convert.ToInt32(digits, 8) == Checksum(header);
    }

    // The sum of all bytes, with the checksum's own counted as spaces.
    private static int Checksum(ReadOnlySpan<byte> header)
    {
        var sum = ChecksumBytes * ' ';
        for (var i = 0; i < header.Length; i++)
        {
            sum += i is >= ChecksumAt and < ChecksumAt + ChecksumBytes ? 0 : header[i];
        }

        return sum;
    }
}
