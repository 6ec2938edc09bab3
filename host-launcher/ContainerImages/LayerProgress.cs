using System.Diagnostics;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>Shows how far the layers of an image are: a bar for each that is under way for people, a line for each new state for logs.</summary>
internal sealed class LayerProgress : IDisposable
{
    private const int BarWidth = 40;

    // Bytes change many times a second; no eye follows that.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly TerminalOutput _terminal;
    private readonly LiveLines _live;
    private readonly Dictionary<string, string> _states = [];
    private readonly Dictionary<string, string> _lines = [];
    private readonly Stopwatch _sinceDrawn = Stopwatch.StartNew();

    public LayerProgress(TerminalOutput terminal, WindowSize? window = null)
    {
        _terminal = terminal;
        _live = new LiveLines(terminal, window ?? WindowSize.OfThisTerminal());
    }

    /// <param name="layer">The layer it is about, if it is about one.</param>
    /// <param name="status">Docker's text.</param>
    /// <param name="current">Bytes done.</param>
    /// <param name="total">Bytes there are.</param>
    public void Report(string? layer, string status, long? current = null, long? total = null)
    {
        if (layer is null)
        {
            Print(status);
            return;
        }

        var isNew = _states.GetValueOrDefault(layer) != status;
        _states[layer] = status;
        if (!_terminal.Interactive)
        {
            PrintIf(isNew, $"{layer}: {status}");
        }
        else if (IsLast(status))
        {
            _lines.Remove(layer);
            PrintIf(isNew, $"{layer}: {status}");
        }
        else
        {
            _lines[layer] = $"{layer}: {status}{Bar(current, total)}";
            DrawIf(isNew || _sinceDrawn.Elapsed > s_pause);
        }
    }

    public void Dispose() => _live.Dispose();

    private static bool IsLast(string status) =>
        status is "Pull complete" or "Already exists" || status.StartsWith("Pulling from", StringComparison.Ordinal);

    private static string Bar(long? current, long? total)
    {
        if (current is not { } done || total is not > 0)
        {
            return "";
        }

        var filled = (int)Math.Clamp(done * BarWidth / total.Value, 0, BarWidth);
        var head = filled < BarWidth ? ">" : "";
        return $" [{new string('=', filled)}{head}{new string(' ', BarWidth - filled - head.Length)}] {DecimalSize.Format(done)}/{DecimalSize.Format(total.Value)}";
    }

    private void PrintIf(bool isWanted, string line)
    {
        if (isWanted)
        {
            Print(line);
        }
    }

    private void Print(string line)
    {
        _live.Print(line);
        DrawIf(_terminal.Interactive);
    }

    private void DrawIf(bool isTime)
    {
        if (isTime)
        {
            _live.Draw(_lines.Values);
            _sinceDrawn.Restart();
        }
    }
}
