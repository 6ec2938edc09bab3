using System.CommandLine;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr unpause NAME...</c></summary>
internal sealed class UnpauseCommand(CommandPlace place)
    : SeveralContainersCommand(place, "unpause", "Let all processes of paused containers go on.")
{
    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.UnpauseAsync(name, cancellationToken);
        return name;
    }
}
