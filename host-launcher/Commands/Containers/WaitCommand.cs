using System.CommandLine;
using System.Globalization;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr wait NAME...</c></summary>
internal sealed class WaitCommand(MachineAccess machines, TerminalOutput terminal)
    : SeveralContainersCommand("wait", "Wait until containers have ended, and print their exit codes.", machines, terminal)
{
    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        var ended = await containers.WaitAsync(name, cancellationToken);
        return ended.ExitCode.ToString(CultureInfo.InvariantCulture);
    }
}
