namespace Pockr.HostLauncher.Terminal;

/// <summary>Lines at the end of a terminal that are kept up to date, below lines that stay. For people only.</summary>
internal sealed class LiveLines(TerminalOutput terminal, WindowSize window) : IDisposable
{
    private int _drawn;

    /// <summary>Writes a line that stays, in the place of those that were drawn.</summary>
    public void Print(string line)
    {
        Dispose();
        terminal.WriteMessage(line);
    }

    /// <summary>Draws as many of the lines as fit, in the place of those that were drawn before.</summary>
    public void Draw(IEnumerable<string> lines)
    {
        // A line that is broken would be two, and the next drawing would begin too low.
        var fitting = lines.Take(window.Rows - 1).Select(line => line[..Math.Min(line.Length, window.Columns - 1)]).ToList();
        terminal.OverwriteLines(_drawn, fitting);
        _drawn = fitting.Count;
    }

    public void Dispose()
    {
        if (_drawn > 0)
        {
            Draw([]);
        }
    }
}
