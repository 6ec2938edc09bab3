using System.CommandLine;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox resume SANDBOX...</c></summary>
internal sealed class SandboxResumeCommand(CommandPlace place)
    : SeveralSandboxesCommand(place, "resume", "Start sandboxes that are stopped; their files are as they were.")
{
    protected override Task ActAsync(Sandbox sandbox, ParseResult parsed, CancellationToken cancellationToken) => sandbox.ResumeAsync(cancellationToken);
}
