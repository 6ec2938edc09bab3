using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Pockr.Signing;

/// <summary>A public key of minisign: says whether a signature was made with the secret one that belongs to it.</summary>
public sealed class MinisignPublicKey
{
    private static readonly int s_fileBytes = 2 + KeyId.Bytes + Ed25519.PublicKeySize;

    private readonly byte[] _id;
    private readonly byte[] _key;

    internal MinisignPublicKey(byte[] id, byte[] key)
    {
        _id = id;
        _key = key;
    }

    /// <summary>The key's number as minisign prints it, 16 hexadecimal digits.</summary>
    public string Id => KeyId.Print(_id);

    /// <summary>The one line of Base64 that is the key: what <c>minisign -P</c> takes.</summary>
    public string Line => Convert.ToBase64String([.. "Ed"u8, .. _id, .. _key]);

    /// <param name="text">A file of minisign (<c>minisign.pub</c>), or only its second line.</param>
    /// <exception cref="SignatureException">It is neither.</exception>
    public static MinisignPublicKey Parse(string text)
    {
        var lines = MinisignText.Lines(text);
        var line = lines is [{ } comment, { } second] && comment.StartsWith(MinisignText.UntrustedComment, StringComparison.Ordinal) ? second
            : lines is [{ } only] ? only
            : throw new SignatureException("a public key has one line of Base64, and a comment above it or none");
        var bytes = MinisignText.Decode(line, "the public key", s_fileBytes);
        return bytes.AsSpan().StartsWith("Ed"u8)
            ? new MinisignPublicKey(bytes[2..(2 + KeyId.Bytes)], bytes[(2 + KeyId.Bytes)..])
            : throw new SignatureException("the public key is not one of Ed25519");
    }

    /// <summary>The key as a file minisign reads.</summary>
    public string ToFile() => $"{MinisignText.UntrustedComment}minisign public key {Id}\n{Line}\n";

    /// <exception cref="SignatureException">The content is not what was signed, or not with this key.</exception>
    public void Verify(byte[] content, MinisignSignature signature)
    {
        if (!signature.KeyIdBytes.AsSpan().SequenceEqual(_id))
        {
            throw new SignatureException($"it is signed with the key {signature.KeyId}, not with {Id}");
        }

        if (!Holds(signature.Value, Blake2b.Hash(content)))
        {
            throw new SignatureException("the signature does not fit the content");
        }

        if (!Holds(signature.CommentValue, signature.SignedComment()))
        {
            throw new SignatureException("the signature's comment has been changed");
        }
    }

    private bool Holds(byte[] signature, byte[] message) => Ed25519.Verify(signature, 0, _key, 0, message, 0, message.Length);
}
