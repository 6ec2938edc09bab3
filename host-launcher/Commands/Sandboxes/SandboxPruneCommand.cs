using System.CommandLine;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines.Errors;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox prune</c></summary>
internal sealed class SandboxPruneCommand : MachineCommand
{
    private readonly Option<string> _project = CommonOptions.Text("--project", "NAME", "Only those of a project.");
    private readonly Option<bool> _all = CommonOptions.Flag("--all", "Also those that were made with --persist.", "-a");
    private readonly Option<bool> _force = CommonOptions.Flag("--force", "Do not ask.", "-f", "-y", "--yes");

    public SandboxPruneCommand(CommandPlace place)
        : base(place, "prune", "Remove all sandboxes that do not run.")
    {
        Add(_project);
        Add(_all);
        Add(_force);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var which = parsed.GetValue(_project) is { } project ? $" of the project '{project}'" : "";
        var persistent = parsed.GetValue(_all) ? "" : ", but not persistent ones";
        if (!await new Confirmation(Place).AskAsync([$"all sandboxes{which} that do not run{persistent}"], parsed.GetValue(_force), cancellationToken))
        {
            return ExitCodes.Failure;
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        var sandboxes = await machine.Client.Sandboxes.ListAsync(parsed.GetValue(_project), cancellationToken);
        return await TryAllAsync(sandboxes.Where(sandbox => IsMeant(sandbox, parsed)).Select(sandbox => sandbox.Name), async name =>
        {
            // Not by force: one that has been started meanwhile is none of them.
            await machine.Client.Containers.RemoveAsync(name, force: false, cancellationToken);
            Terminal.WriteResult(name);
        });
    }

    private bool IsMeant(SandboxInfo sandbox, ParseResult parsed) =>
        sandbox.State is "exited" or "created" or "dead" && (parsed.GetValue(_all) || !sandbox.IsPersistent);
}
