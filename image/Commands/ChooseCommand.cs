using System.CommandLine;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image choose --source DIR --cache DIR [--distro NAME] [--mirror URL]</c>: prints the name of the distribution that would be built on.</summary>
internal sealed class ChooseCommand : Command
{
    private readonly DistributionOptions _distribution = new();

    public ChooseCommand()
        : base("choose", "Tell which distribution an image would be built on.")
    {
        _distribution.AddTo(this);
        SetAction(async (parsed, cancellationToken) => Console.WriteLine((await _distribution.ChooseAsync(parsed, cancellationToken)).Distribution.Name));
    }
}
