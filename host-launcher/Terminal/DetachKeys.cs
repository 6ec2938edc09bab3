using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Keys that leave a container alone. What may be their beginning is kept back until the next key tells.</summary>
internal sealed class DetachKeys
{
    public const string Usual = "ctrl-p,ctrl-q";

    private const string Control = "ctrl-";
    private const int ControlBit = 0x1f;

    private readonly byte[] _keys;
    private int _matched;

    private DetachKeys(byte[] keys) => _keys = keys;

    /// <param name="text">Characters and <c>ctrl-</c> with a letter or one of <c>@[\]^_</c>, with commas between them.</param>
    public static DetachKeys Parse(string text) => new([.. text.Split(',').Select(key => ParseKey(text, key))]);

    /// <param name="typed">What was typed.</param>
    /// <param name="passed">What of it, and of what was kept back, is for the container.</param>
    /// <returns>Whether the user wants to leave.</returns>
    public bool Take(ReadOnlySpan<byte> typed, out byte[] passed)
    {
        List<byte> kept = [];
        foreach (var key in typed)
        {
            if (key != _keys[_matched])
            {
                kept.AddRange(_keys.AsSpan(0, _matched));
                _matched = 0;
            }

            if (key != _keys[_matched])
            {
                kept.Add(key);
            }
            else if (++_matched == _keys.Length)
            {
                passed = [.. kept];
                return true;
            }
        }

        passed = [.. kept];
        return false;
    }

    private static byte ParseKey(string text, string key)
    {
        var isControl = key.Length == Control.Length + 1 && key.StartsWith(Control, StringComparison.OrdinalIgnoreCase);
        var character = isControl ? char.ToUpperInvariant(key[^1]) : key.Length == 1 ? key[0] : '\0';
        if (isControl ? character is < '@' or > '_' : character is <= ' ' or > '~')
        {
            throw Failures.Usage($"'--detach-keys {text}' has '{key}', which is no key.", $"Write them as '{Usual}' or 'ctrl-x,x'.");
        }

        return (byte)(isControl ? character & ControlBit : character);
    }
}
