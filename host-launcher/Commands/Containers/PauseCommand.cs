using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr pause NAME...</c></summary>
internal sealed class PauseCommand(MachineAccess machines, TerminalOutput terminal)
    : SeveralContainersCommand("pause", "Have all processes of containers stand still.", machines, terminal)
{
    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.PauseAsync(name, cancellationToken);
        return name;
    }
}
