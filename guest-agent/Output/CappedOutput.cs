using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pockr.GuestAgent.Output;

/// <summary>Keeps the first bytes of an output; the rest is counted off, so that its writer is not held up.</summary>
internal sealed class CappedOutput(int limitBytes)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    public long TotalBytes { get; private set; }

    public bool IsCut => TotalBytes > limitBytes;

    /// <summary>The text that was kept; what is not UTF-8 in it is replaced, and a character of which only a part was kept is left out.</summary>
    public string Text
    {
        get
        {
            var kept = _kept.WrittenSpan;
            return Encoding.UTF8.GetString(IsCut ? kept[..^Utf8Tail.LengthIn(kept)] : kept);
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var room = limitBytes - _kept.WrittenCount;
        TotalBytes += bytes.Length;
        _kept.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    /// <summary>The text; what is not UTF-8 in it is replaced, and that it was cut is said at its end.</summary>
    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(_kept.WrittenSpan);
        return IsCut ? string.Create(CultureInfo.InvariantCulture, $"{text}\n[cut after {limitBytes} bytes]\n") : text;
    }
}
