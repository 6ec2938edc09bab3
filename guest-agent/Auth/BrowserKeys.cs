using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Auth;

/// <summary>
/// The keys that browsers hold in place of the token. Each is its own proof: an expiry, a random number, and a mark over both that nobody can
/// make without the token's digest. So none is kept, an agent that is started again knows them all, and a new token ends them all.
/// </summary>
internal sealed class BrowserKeys(AccessToken token, TimeProvider clock)
{
    private const string Prefix = "pockr-"; // no token begins so
    private const string Purpose = "pockr browser key";
    private const int RandomBytes = 16;
    private const int MarkedBytes = sizeof(long) + RandomBytes;
    private const int AllBytes = MarkedBytes + HMACSHA256.HashSizeInBytes;

    private static readonly TimeSpan s_life = TimeSpan.FromHours(12);

    public static bool IsKey(string presented) => presented.StartsWith(Prefix, StringComparison.Ordinal);

    public BrowserKey Make()
    {
        var expiry = (clock.GetUtcNow() + s_life).ToUnixTimeSeconds();
        var marked = new byte[MarkedBytes];
        BinaryPrimitives.WriteInt64BigEndian(marked, expiry);
        RandomNumberGenerator.Fill(marked.AsSpan(sizeof(long)));
        var key = $"{Prefix}{Base64Url.EncodeToString([.. marked, .. Mark(marked)])}";
        return new BrowserKey(key, DateTimeOffset.FromUnixTimeSeconds(expiry));
    }

    public bool Accepts(string presented)
    {
        var bytes = new byte[AllBytes];
        var read = Base64Url.DecodeFromChars(presented.AsSpan(Prefix.Length), bytes, out _, out var count);
        return read == OperationStatus.Done
            && count == AllBytes
            && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(MarkedBytes), Mark(bytes.AsSpan(0, MarkedBytes)))
            && BinaryPrimitives.ReadInt64BigEndian(bytes) > clock.GetUtcNow().ToUnixTimeSeconds();
    }

    private byte[] Mark(ReadOnlySpan<byte> marked) => HMACSHA256.HashData(token.DeriveKey(Purpose), marked);
}
