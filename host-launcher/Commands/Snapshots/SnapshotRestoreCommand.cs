using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Snapshots;

/// <summary><c>pockr snapshot restore NAME</c></summary>
internal sealed class SnapshotRestoreCommand : Command
{
    private readonly Argument<string> _name = new("NAME") { Description = "Snapshot to go back to." };

    private readonly Option<bool> _force = new("--force", "-f")
    {
        Description = "Also if the machine runs or is suspended: what runs in it is lost, and what it has written since.",
    };

    private readonly CommonOptions _common;
    private readonly SnapshotStore _snapshots;
    private readonly TerminalOutput _terminal;

    public SnapshotRestoreCommand(CommonOptions common, SnapshotStore snapshots, TerminalOutput terminal)
        : base("restore", "Make the machine what it was. What it is now is lost; its token and settings stay.")
    {
        _common = common;
        _snapshots = snapshots;
        _terminal = terminal;
        Add(_name);
        Add(_force);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (machine, name) = (_common.NameIn(parsed), SnapshotName.Parse(parsed.GetRequiredValue(_name)));
        bool goesOn;
        using (var line = new StageLine(_terminal))
        {
            goesOn = await _snapshots.RestoreAsync(machine, name, parsed.GetValue(_force), line, cancellationToken);
        }

        _terminal.WriteResult($"The machine '{machine}' is as in '{name}'; 'pockr up {machine}' {(goesOn ? "goes on from there" : "boots it")}.");
        return ExitCodes.Success;
    }
}
