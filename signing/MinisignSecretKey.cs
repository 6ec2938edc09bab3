using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Pockr.Signing;

/// <summary>A secret key of minisign without a password (<c>minisign -G -W</c>): whoever has the file can sign, so the file is to be guarded.</summary>
public sealed class MinisignSecretKey
{
    // The file: the algorithms of key, password and checksum; salt and costs of the password; number, key and checksum.
    private const int HeaderBytes = 6 + 32 + 8 + 8;
    private const int ChecksumBytes = 32;

    private static readonly int s_fileBytes = HeaderBytes + KeyId.Bytes + Ed25519.SecretKeySize + Ed25519.PublicKeySize + ChecksumBytes;

    private readonly byte[] _id;
    private readonly byte[] _seed;
    private readonly byte[] _public;

    private MinisignSecretKey(byte[] id, byte[] seed)
    {
        _id = id;
        _seed = seed;
        _public = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, _public, 0);
    }

    /// <summary>The key others verify with.</summary>
    public MinisignPublicKey PublicKey => new(_id, _public);

    /// <summary>A new key of random bytes.</summary>
    public static MinisignSecretKey Generate() =>
        new(RandomNumberGenerator.GetBytes(KeyId.Bytes), RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    /// <exception cref="SignatureException">It is no secret key of minisign, has a password, or is damaged.</exception>
    public static MinisignSecretKey Parse(string text)
    {
        if (MinisignText.Lines(text) is not [{ } comment, { } line] || !comment.StartsWith(MinisignText.UntrustedComment, StringComparison.Ordinal))
        {
            throw new SignatureException("the secret key does not have minisign's two lines");
        }

        var bytes = MinisignText.Decode(line, "the secret key", s_fileBytes);
        if (!bytes.AsSpan().StartsWith("Ed"u8))
        {
            throw new SignatureException("the secret key is not one of Ed25519");
        }

        if (bytes[2] != 0 || bytes[3] != 0)
        {
            throw new SignatureException("the secret key has a password; one without is made by 'minisign -G -W'");
        }

        var key = new MinisignSecretKey(
            bytes[HeaderBytes..(HeaderBytes + KeyId.Bytes)],
            bytes[(HeaderBytes + KeyId.Bytes)..(HeaderBytes + KeyId.Bytes + Ed25519.SecretKeySize)]);
        return key._public.AsSpan().SequenceEqual(bytes.AsSpan(HeaderBytes + KeyId.Bytes + Ed25519.SecretKeySize, Ed25519.PublicKeySize))
            ? key
            : throw new SignatureException("the secret key is damaged: its public half does not fit");
    }

    /// <summary>The key as a file minisign reads.</summary>
    public string ToFile() => $"{MinisignText.UntrustedComment}minisign secret key {KeyId.Print(_id)}\n{Convert.ToBase64String(Encode())}\n";

    /// <param name="content">What is signed.</param>
    /// <param name="comment">One line that is signed along with it.</param>
    /// <returns>The same for the same key, content and comment.</returns>
    public MinisignSignature Sign(byte[] content, string comment)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(comment.AsSpan().IndexOfAny('\r', '\n'), 0, nameof(comment));
        var value = Sign(Blake2b.Hash(content));
        return new MinisignSignature(_id, value, comment, Sign([.. value, .. Encoding.UTF8.GetBytes(comment)]));
    }

    private byte[] Sign(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    // As minisign does without a password: its fields, and the checksum that would tell a wrong one, are zero.
    private byte[] Encode() =>
        [.. "Ed"u8, 0, 0, .. "B2"u8, .. new byte[HeaderBytes - 6], .. _id, .. _seed, .. _public, .. new byte[ChecksumBytes]];
}
