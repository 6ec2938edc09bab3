using System.Text;

namespace Pockr.Machines;

/// <summary>Reads the guest's console as it grows: the stages the guest tells, panics, and the last lines for when it ends badly.</summary>
internal sealed class GuestConsole(string path)
{
    private const int KeptLines = 20;
    private const string StageMark = "pockr: ";
    private const string PanicMark = "Kernel panic - not syncing";

    private readonly Queue<string> _lastLines = new();
    private readonly StringBuilder _partial = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private long _position;

    /// <summary>What the guest last said it does.</summary>
    public string? Stage { get; private set; }

    /// <summary>What the kernel gave as the reason of its panic. A long trace follows it, so the last lines alone may not tell.</summary>
    public string? Panic { get; private set; }

    public string Tail => _lastLines.Count + _partial.Length == 0
        ? "  (nothing)"
        : string.Join('\n', _lastLines.Append(_partial.ToString()).Where(line => line.Length > 0).Select(line => $"  {line}"));

    public void Read()
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = _position;
        var bytes = new byte[file.Length > _position ? file.Length - _position : 0];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += count;

        var characters = new char[_decoder.GetCharCount(bytes, 0, count)];
        Take(characters.AsSpan(0, _decoder.GetChars(bytes, 0, count, characters, 0)));
    }

    private void Take(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (character == '\n')
            {
                TakeLine(_partial.ToString());
                _partial.Clear();
            }
            else if (character != '\r' && (!char.IsControl(character) || character == '\t'))
            {
                _partial.Append(character);
            }
        }
    }

    private void TakeLine(string line)
    {
        if (line.StartsWith(StageMark, StringComparison.Ordinal))
        {
            Stage = line[StageMark.Length..].Trim();
        }

        if (Panic is null && line.IndexOf(PanicMark, StringComparison.Ordinal) is var mark and >= 0)
        {
            Panic = line[(mark + PanicMark.Length)..].Trim(' ', ':');
        }

        _lastLines.Enqueue(line);
        if (_lastLines.Count > KeptLines)
        {
            _lastLines.Dequeue();
        }
    }
}
