using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>Shows what a build says; it comes in pieces that need not be whole lines.</summary>
internal sealed class BuildOutput(TerminalOutput terminal) : IDisposable
{
    private readonly LayerProgress _layers = new(terminal);
    private string _begun = "";

    public void Report(BuildProgress progress)
    {
        if (progress.Text is { } text)
        {
            var lines = (_begun + text).Split('\n');
            foreach (var line in lines[..^1])
            {
                _layers.Report(null, line.TrimEnd('\r'));
            }

            _begun = lines[^1];
        }
        else if (progress.Status is { } status)
        {
            _layers.Report(progress.Layer, status, progress.CurrentBytes, progress.TotalBytes);
        }
    }

    public void Dispose()
    {
        if (_begun.Length > 0)
        {
            _layers.Report(null, _begun);
        }

        _layers.Dispose();
    }
}
