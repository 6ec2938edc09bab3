using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Auth;

/// <summary>
/// Codes that stand for a browser's key, for a minute and once: they may be in an address, where the token and the key may not. The key is
/// made with the code, so that who has only a code gets nothing that another token would open.
/// </summary>
internal sealed class SignInCodes(BrowserKeys keys, TimeProvider clock)
{
    private const int Most = 16;
    private const int CodeBytes = 32;

    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<(SignInCode Code, BrowserKey Key)> _outstanding = [];

    public SignInCode Make()
    {
        var code = new SignInCode(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes)), clock.GetUtcNow() + s_life);
        lock (_lock)
        {
            if (_outstanding.Count == Most)
            {
                _outstanding.RemoveAt(0);
            }

            _outstanding.Add((code, keys.Make()));
        }

        return code;
    }

    /// <returns>The key, or nothing if there is no such code any more.</returns>
    public BrowserKey? Take(string code)
    {
        lock (_lock)
        {
            _outstanding.RemoveAll(one => one.Code.ExpiresAt <= clock.GetUtcNow());
            var at = _outstanding.FindIndex(one => IsSame(one.Code.Code, code));
            if (at < 0)
            {
                return null;
            }

            var key = _outstanding[at].Key;
            _outstanding.RemoveAt(at);
            return key;
        }
    }

    private static bool IsSame(string code, string presented) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(presented));
}
