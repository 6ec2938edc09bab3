using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Pockr.Signing;

/// <summary>What is in a <c>.minisig</c> file: a signature of the content's BLAKE2b digest, and one of that signature and a comment.</summary>
public sealed class MinisignSignature
{
    private static readonly int s_lineBytes = 2 + Signing.KeyId.Bytes + Ed25519.SignatureSize;

    internal MinisignSignature(byte[] keyId, byte[] value, string comment, byte[] commentValue)
    {
        KeyIdBytes = keyId;
        Value = value;
        Comment = comment;
        CommentValue = commentValue;
    }

    /// <summary>Which key it claims to be of, as minisign prints it.</summary>
    public string KeyId => Signing.KeyId.Print(KeyIdBytes);

    /// <summary>The comment; to be trusted once <see cref="MinisignPublicKey.Verify"/> has not thrown.</summary>
    public string Comment { get; }

    internal byte[] KeyIdBytes { get; }

    internal byte[] Value { get; }

    internal byte[] CommentValue { get; }

    /// <exception cref="SignatureException">It is no signature file of minisign's present form.</exception>
    public static MinisignSignature Parse(string text)
    {
        if (MinisignText.Lines(text) is not [{ } untrusted, { } line, { } trusted, { } global]
            || !untrusted.StartsWith(MinisignText.UntrustedComment, StringComparison.Ordinal)
            || !trusted.StartsWith(MinisignText.TrustedComment, StringComparison.Ordinal))
        {
            throw new SignatureException("the signature file does not have minisign's four lines");
        }

        var bytes = MinisignText.Decode(line, "the signature", s_lineBytes);
        if (!bytes.AsSpan().StartsWith("ED"u8))
        {
            throw new SignatureException("the signature is not of the hashed form 'ED', which minisign makes since version 0.10");
        }

        return new MinisignSignature(
            bytes[2..(2 + Signing.KeyId.Bytes)],
            bytes[(2 + Signing.KeyId.Bytes)..],
            trusted[MinisignText.TrustedComment.Length..],
            MinisignText.Decode(global, "the signature of the comment", Ed25519.SignatureSize));
    }

    /// <summary>The signature as a file minisign reads.</summary>
    public string ToFile() =>
        $"{MinisignText.UntrustedComment}signature from minisign secret key\n"
        + $"{Convert.ToBase64String([.. "ED"u8, .. KeyIdBytes, .. Value])}\n"
        + $"{MinisignText.TrustedComment}{Comment}\n"
        + $"{Convert.ToBase64String(CommentValue)}\n";

    internal byte[] SignedComment() => [.. Value, .. Encoding.UTF8.GetBytes(Comment)];
}
