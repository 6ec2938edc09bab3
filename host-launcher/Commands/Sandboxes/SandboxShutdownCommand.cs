using System.CommandLine;
using Pockr.Machines.Errors;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox shutdown SANDBOX...</c></summary>
internal sealed class SandboxShutdownCommand : SeveralSandboxesCommand
{
    private readonly Option<bool> _force = CommonOptions.Flag("--force", "Do not ask.", "-f", "-y", "--yes");
    private readonly Option<bool> _remove = CommonOptions.Flag("--remove", "Remove also one that was made with --persist.");

    public SandboxShutdownCommand(CommandPlace place)
        : base(place, "shutdown", "Stop sandboxes and remove them with their files; one that was made with --persist is only stopped.")
    {
        Add(_force);
        Add(_remove);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var what = NamesIn(parsed).Select(name => parsed.GetValue(_remove) ? $"the sandbox '{name}'" : $"the sandbox '{name}', unless it is persistent");
        return await new Confirmation(Place).AskAsync([.. what], parsed.GetValue(_force), cancellationToken)
            ? await base.RunAsync(parsed, cancellationToken)
            : ExitCodes.Failure;
    }

    protected override async Task ActAsync(Sandbox sandbox, ParseResult parsed, CancellationToken cancellationToken)
    {
        var stays = !parsed.GetValue(_remove) && (await sandbox.GetInfoAsync(cancellationToken)).IsPersistent;
        await (stays ? sandbox.StopAsync(cancellationToken) : sandbox.RemoveAsync(cancellationToken));
    }
}
