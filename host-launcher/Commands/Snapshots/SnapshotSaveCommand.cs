using System.CommandLine;
using System.Text.Json;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Snapshots;

/// <summary><c>pockr snapshot save NAME</c></summary>
internal sealed class SnapshotSaveCommand : Command
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the new snapshot." };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly SnapshotStore _snapshots;
    private readonly TerminalOutput _terminal;

    public SnapshotSaveCommand(CommonOptions common, SnapshotStore snapshots, TerminalOutput terminal)
        : base("save", "Keep what the machine is: its disk, and if it runs or is suspended, its memory too.")
    {
        _common = common;
        _snapshots = snapshots;
        _terminal = terminal;
        Add(_name);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        KeptSnapshot kept;
        using (var line = new StageLine(_terminal))
        {
            kept = await _snapshots.SaveAsync(
                _common.NameIn(parsed), SnapshotName.Parse(parsed.GetRequiredValue(_name)), line, cancellationToken);
        }

        var report = SnapshotReport.Of(kept, _snapshots);
        _terminal.WriteResult(parsed.GetValue(_json)
            ? JsonSerializer.Serialize(report, LauncherJson.Default.SnapshotReport)
            : $"Kept as '{report.Name}', {(report.Memory ? "with" : "without")} what is in memory.");
        return ExitCodes.Success;
    }
}
