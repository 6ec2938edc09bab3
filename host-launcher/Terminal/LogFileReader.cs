using System.Text;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Prints a log file of this host, and what is added to it. Characters that steer a terminal are left out: a guest may have written them.</summary>
internal sealed class LogFileReader(string path, TerminalOutput terminal)
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly StringBuilder _line = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private long _position;

    /// <param name="tail">How many of the last lines; all if absent.</param>
    public void Print(int? tail)
    {
        var lines = new Queue<string>();
        foreach (var line in ReadNew())
        {
            lines.Enqueue(line);
            if (lines.Count > tail)
            {
                lines.Dequeue();
            }
        }

        foreach (var line in lines)
        {
            terminal.WriteResult(line);
        }
    }

    /// <summary>Goes on until it is ended. A file that was put in its place is read from its beginning.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(s_betweenLooks, cancellationToken);
            foreach (var line in ReadNew())
            {
                terminal.WriteResult(line);
            }
        }
    }

    /// <summary>The rest of a file that does not end with a line's end.</summary>
    public void PrintRest()
    {
        if (_line.Length > 0)
        {
            terminal.WriteResult(_line.ToString());
        }
    }

    private List<string> ReadNew()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _position = file.Length < _position ? 0 : _position;
        file.Position = _position;
        var bytes = new byte[file.Length - _position];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += count;
        var characters = new char[_decoder.GetCharCount(bytes, 0, count)];
        return LinesOf(characters.AsSpan(0, _decoder.GetChars(bytes, 0, count, characters, 0)));
    }

    private List<string> LinesOf(ReadOnlySpan<char> text)
    {
        List<string> lines = [];
        foreach (var character in text)
        {
            if (character == '\n')
            {
                lines.Add(_line.ToString());
                _line.Clear();
            }
            else if (!char.IsControl(character) || character == '\t')
            {
                _line.Append(character);
            }
        }

        return lines;
    }
}
