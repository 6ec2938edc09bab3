using System.CommandLine;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox reboot SANDBOX...</c></summary>
internal sealed class SandboxRebootCommand : SeveralSandboxesCommand
{
    private readonly Option<bool> _fresh = CommonOptions.Flag("--fresh", "Begin with the image's files again; what volumes hold stays.");

    public SandboxRebootCommand(CommandPlace place)
        : base(place, "reboot", "End all that runs in sandboxes and start them again.") => Add(_fresh);

    protected override Task ActAsync(Sandbox sandbox, ParseResult parsed, CancellationToken cancellationToken) =>
        sandbox.RebootAsync(parsed.GetValue(_fresh), cancellationToken);
}
