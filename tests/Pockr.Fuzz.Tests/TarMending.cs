using Pockr.Testing;

namespace Pockr.Fuzz.Tests;

/// <summary>Makes the checksums of a tar's headers right again, so that what was changed in them is looked at.</summary>
internal static class TarMending
{
    private const int BlockBytes = 512;
    private const int MagicAt = 257;

    public static byte[] Mend(byte[] tar)
    {
        var mended = (byte[])tar.Clone();
        for (var at = 0; at + BlockBytes <= mended.Length; at += BlockBytes)
        {
            var block = mended.AsSpan(at, BlockBytes);
            if (at == 0 || block[MagicAt..].StartsWith("ustar"u8))
            {
                TarChecksum.Write(block);
            }
        }

        return mended;
    }
}
