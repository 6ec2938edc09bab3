using Pockr.Machines;

namespace Pockr.Sdk.Hosts;

/// <summary>Passes on how a machine comes up, each stage once.</summary>
internal sealed class BootProgress(IProgress<string>? progress) : IBootReporter
{
    private string? _last;

    public void Stage(string stage)
    {
        if (stage != _last)
        {
            _last = stage;
            progress?.Report(stage);
        }
    }

    public void Note(string text) => progress?.Report(text);
}
