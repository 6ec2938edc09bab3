using System.CommandLine;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox stop SANDBOX...</c></summary>
internal sealed class SandboxStopCommand(CommandPlace place)
    : SeveralSandboxesCommand(place, "stop", "Stop sandboxes; their files stay, and 'resume' starts them again.")
{
    protected override Task ActAsync(Sandbox sandbox, ParseResult parsed, CancellationToken cancellationToken) => sandbox.StopAsync(cancellationToken);
}
