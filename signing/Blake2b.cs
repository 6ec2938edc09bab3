using Org.BouncyCastle.Crypto.Digests;

namespace Pockr.Signing;

/// <summary>The digest minisign signs in place of the content (RFC 7693, at its full length).</summary>
internal static class Blake2b
{
    public static byte[] Hash(byte[] content)
    {
        var digest = new Blake2bDigest(512);
        digest.BlockUpdate(content, 0, content.Length);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return hash;
    }
}
