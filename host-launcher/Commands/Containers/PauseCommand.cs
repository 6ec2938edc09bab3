using System.CommandLine;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr pause NAME...</c></summary>
internal sealed class PauseCommand(CommandPlace place)
    : SeveralContainersCommand(place, "pause", "Have all processes of containers stand still.")
{
    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.PauseAsync(name, cancellationToken);
        return name;
    }
}
