using System.Buffers;
using System.Text;

namespace Pockr.GuestAgent.Output;

/// <summary>Holds back the beginning of a character until the rest of it has come.</summary>
internal sealed class Utf8Tail
{
    private const int LongestBeginning = 3; // of the four bytes a character has at most

    private byte[] _heldBack = [];

    /// <summary>What is complete of what has come so far; may be nothing.</summary>
    public ReadOnlySpan<byte> Add(ReadOnlySpan<byte> bytes)
    {
        var all = _heldBack.Length == 0 ? bytes : (byte[])[.. _heldBack, .. bytes];
        var complete = all.Length - LengthIn(all);
        _heldBack = all[complete..].ToArray();
        return all[..complete];
    }

    /// <summary>What never was completed.</summary>
    public ReadOnlySpan<byte> End()
    {
        var rest = _heldBack;
        _heldBack = [];
        return rest;
    }

    /// <summary>Length of the beginning of a character at the end of the bytes.</summary>
    public static int LengthIn(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(LongestBeginning, bytes.Length); length++)
        {
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return length;
            }
        }

        return 0;
    }
}
