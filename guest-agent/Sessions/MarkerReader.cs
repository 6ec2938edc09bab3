using System.Globalization;
using System.Text;

namespace Pockr.GuestAgent.Sessions;

/// <summary>
/// Finds in one stream what a command wrote: it stands between two markers, each with the rest of its line. Where the pieces of the
/// stream are cut makes no difference.
/// </summary>
/// <param name="marker">A text that nobody can have guessed.</param>
/// <param name="within">Gets what is between the markers.</param>
/// <param name="around">Gets what is before and after them.</param>
internal sealed class MarkerReader(byte[] marker, Action<ReadOnlySpan<byte>> within, Action<ReadOnlySpan<byte>> around)
{
    private byte[] _heldBack = [];
    private int _markers;
    private bool _isInLine;

    public bool IsComplete => _markers == 2 && !_isInLine;

    /// <summary>What stands behind the last marker, when it is a number.</summary>
    public int? Number { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var rest = _heldBack.Length == 0 ? bytes : (byte[])[.. _heldBack, .. bytes];
        _heldBack = [];
        while (!rest.IsEmpty && !IsComplete)
        {
            rest = _isInLine ? ReadLine(rest) : ReadText(rest);
        }

        around(rest);
    }

    /// <summary>What was held back because it looked like the beginning of a marker is none.</summary>
    public void End()
    {
        if (!_isInLine)
        {
            Pass(_heldBack);
        }

        _heldBack = [];
    }

    private ReadOnlySpan<byte> ReadText(ReadOnlySpan<byte> bytes)
    {
        var found = bytes.IndexOf(marker);
        if (found >= 0)
        {
            Pass(bytes[..found]);
            _markers++;
            _isInLine = true;
            return bytes[(found + marker.Length)..];
        }

        var certain = bytes.Length - BeginningIn(bytes);
        Pass(bytes[..certain]);
        _heldBack = bytes[certain..].ToArray();
        return [];
    }

    private ReadOnlySpan<byte> ReadLine(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            _heldBack = bytes.ToArray();
            return [];
        }

        _isInLine = false;
        var text = Encoding.ASCII.GetString(bytes[..end]).Trim();
        Number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return bytes[(end + 1)..];
    }

    private int BeginningIn(ReadOnlySpan<byte> bytes)
    {
        for (var length = Math.Min(marker.Length - 1, bytes.Length); length > 0; length--)
        {
            if (bytes.EndsWith(marker.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }

    private void Pass(ReadOnlySpan<byte> bytes) => (_markers == 1 ? within : around)(bytes);
}
