using System.Text;

namespace Pockr.Testing;

/// <summary>The checksum of a header in a tar.</summary>
internal static class TarChecksum
{
    private const int At = 148;
    private const int Bytes = 8;

    /// <param name="header">A block of 512 bytes, whose checksum is made right.</param>
    public static void Write(Span<byte> header)
    {
        var checksum = header.Slice(At, Bytes);
        checksum.Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(checksum);
    }
}
