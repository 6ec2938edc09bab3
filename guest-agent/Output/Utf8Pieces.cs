using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Output;

/// <summary>Makes frames of one stream's bytes, holding back the beginning of a character that has not come as a whole.</summary>
internal sealed class Utf8Pieces(string stream)
{
    private const int LongestBeginning = 3; // of the four bytes a character has at most

    private byte[] _heldBack = [];

    /// <summary>The frame for what is complete; null if nothing is.</summary>
    public OutputFrame? Add(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> all = _heldBack.Length == 0 ? bytes : [.. _heldBack, .. bytes];
        var complete = all.Length - BeginningAtEnd(all);
        _heldBack = all[complete..].ToArray();
        return complete == 0 ? null : Frame(all[..complete]);
    }

    /// <summary>The frame for a character that never was completed; null if there is none.</summary>
    public OutputFrame? End()
    {
        var rest = _heldBack;
        _heldBack = [];
        return rest.Length == 0 ? null : Frame(rest);
    }

    private OutputFrame Frame(ReadOnlySpan<byte> bytes)
    {
        return Utf8.IsValid(bytes)
            ? new OutputFrame(stream, Text: Encoding.UTF8.GetString(bytes))
            : new OutputFrame(stream, Base64: Convert.ToBase64String(bytes));
    }

    private static int BeginningAtEnd(ReadOnlySpan<byte> bytes)
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
