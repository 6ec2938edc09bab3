using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pockr.GuestAgent.Output;

/// <summary>Keeps the first bytes of an output; the rest is counted off, so that its writer is not held up.</summary>
internal sealed class CappedOutput(int limitBytes)
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private bool _isCut;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var room = limitBytes - _kept.WrittenCount;
        _isCut |= bytes.Length > room;
        _kept.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    /// <summary>The text; what is not UTF-8 in it is replaced, and that it was cut is said at its end.</summary>
    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(_kept.WrittenSpan);
        return _isCut ? string.Create(CultureInfo.InvariantCulture, $"{text}\n[cut after {limitBytes} bytes]\n") : text;
    }
}
