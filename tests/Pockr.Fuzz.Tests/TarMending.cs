using System.Text;

namespace Pockr.Fuzz.Tests;

/// <summary>Makes the checksums of a tar's headers right again, so that what was changed in them is looked at.</summary>
internal static class TarMending
{
    private const int BlockBytes = 512;
    private const int ChecksumAt = 148;
    private const int ChecksumBytes = 8;
    private const int MagicAt = 257;

    public static byte[] Mend(byte[] tar)
    {
        var mended = (byte[])tar.Clone();
        for (var at = 0; at + BlockBytes <= mended.Length; at += BlockBytes)
        {
            var block = mended.AsSpan(at, BlockBytes);
            if (at == 0 || block[MagicAt..].StartsWith("ustar"u8))
            {
                MendHeader(block);
            }
        }

        return mended;
    }

    private static void MendHeader(Span<byte> header)
    {
        var checksum = header.Slice(ChecksumAt, ChecksumBytes);
        checksum.Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(checksum);
    }
}
