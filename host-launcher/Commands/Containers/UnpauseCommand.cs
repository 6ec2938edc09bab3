using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr unpause NAME...</c></summary>
internal sealed class UnpauseCommand(MachineAccess machines, TerminalOutput terminal)
    : SeveralContainersCommand("unpause", "Let all processes of paused containers go on.", machines, terminal)
{
    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.UnpauseAsync(name, cancellationToken);
        return name;
    }
}
