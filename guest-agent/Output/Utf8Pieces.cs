using System.Text;
using System.Text.Unicode;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Output;

/// <summary>Makes frames of one stream's bytes, holding back the beginning of a character that has not come as a whole.</summary>
internal sealed class Utf8Pieces(string stream)
{
    private readonly Utf8Tail _tail = new();

    /// <summary>The frame for what is complete; null if nothing is.</summary>
    public OutputFrame? Add(ReadOnlySpan<byte> bytes) => FrameOrNull(stream, _tail.Add(bytes));

    /// <summary>The frame for a character that never was completed; null if there is none.</summary>
    public OutputFrame? End() => FrameOrNull(stream, _tail.End());

    public static OutputFrame Frame(string stream, ReadOnlySpan<byte> bytes)
    {
        return Utf8.IsValid(bytes)
            ? new OutputFrame(stream, Text: Encoding.UTF8.GetString(bytes))
            : new OutputFrame(stream, Base64: Convert.ToBase64String(bytes));
    }

    private static OutputFrame? FrameOrNull(string stream, ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : Frame(stream, bytes);
}
