using System.CommandLine;
using System.Globalization;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr wait NAME...</c></summary>
internal sealed class WaitCommand(CommandPlace place)
    : SeveralContainersCommand(place, "wait", "Wait until containers have ended, and print their exit codes.")
{
    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        var ended = await containers.WaitAsync(name, cancellationToken);
        return ended.ExitCode.ToString(CultureInfo.InvariantCulture);
    }
}
