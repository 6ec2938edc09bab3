using System.CommandLine;
using Pockr.HostLauncher.Sandboxes;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox list</c></summary>
internal sealed class SandboxListCommand : MachineCommand
{
    private readonly Option<string> _project = CommonOptions.Text("--project", "NAME", "Only those of a project.");
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print names only.", "-q");
    private readonly ListOptions _list = new();

    public SandboxListCommand(CommandPlace place)
        : base(place, "list", "List sandboxes, those that do not run as well.")
    {
        Aliases.Add("ls");
        Add(_project);
        Add(_quiet);
        _list.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var sandboxes = await machine.Client.Sandboxes.ListAsync(parsed.GetValue(_project), cancellationToken);
        if (parsed.GetValue(_quiet))
        {
            sandboxes.Select(sandbox => sandbox.Name).ToList().ForEach(Terminal.WriteResult);
            return ExitCodes.Success;
        }

        Terminal.WriteList(
            format,
            sandboxes,
            LauncherJson.Default.IReadOnlyListSandboxInfo,
            ["NAME", "STATE", "PROFILE", "IMAGE", "PROJECT", "PERSISTENT", "CREATED"],
            sandboxes.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(SandboxInfo sandbox) =>
    [
        sandbox.Name,
        sandbox.State,
        sandbox.Profile ?? "-",
        sandbox.Image,
        sandbox.Project ?? "-",
        sandbox.IsPersistent ? "yes" : "no",
        Age.Format(sandbox.CreatedAt, DateTimeOffset.UtcNow),
    ];
}
