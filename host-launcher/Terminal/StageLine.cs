using System.Diagnostics;
using System.Globalization;
using Pockr.Machines;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Shows how far a machine has come: one line kept up to date for people, a line a stage for logs.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="quiet">Whether stages are for people only.</param>
internal sealed class StageLine(TerminalOutput terminal, bool quiet = false) : IBootReporter, IDisposable
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private string? _stage;

    public void Stage(string stage)
    {
        if (terminal.Interactive)
        {
            _stage = stage;
            terminal.Overwrite($"{stage} ({_watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s)");
        }
        else if (!quiet && stage != _stage)
        {
            _stage = stage;
            terminal.WriteMessage(stage);
        }
    }

    public void Note(string text)
    {
        Clear();
        terminal.WriteMessage(text);
    }

    public void Dispose() => Clear();

    private void Clear()
    {
        if (terminal.Interactive && _stage is not null)
        {
            terminal.Overwrite("");
        }

        _stage = null;
    }
}
