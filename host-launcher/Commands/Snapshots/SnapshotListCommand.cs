using System.CommandLine;
using System.Globalization;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Snapshots;

/// <summary><c>pockr snapshot ls</c></summary>
internal sealed class SnapshotListCommand : Command
{
    private readonly ListOptions _list = new();
    private readonly CommonOptions _common;
    private readonly SnapshotStore _snapshots;
    private readonly TerminalOutput _terminal;

    public SnapshotListCommand(CommonOptions common, SnapshotStore snapshots, TerminalOutput terminal)
        : base("ls", "List the machine's snapshots.")
    {
        _common = common;
        _snapshots = snapshots;
        _terminal = terminal;
        _list.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var format = _list.In(parsed);
        var reports = _snapshots.List(_common.NameIn(parsed)).Select(kept => SnapshotReport.Of(kept, _snapshots)).ToArray();
        _terminal.WriteList(format, reports, LauncherJson.Default.SnapshotReportArray, ["NAME", "CREATED", "MEMORY", "MIB"], reports.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(SnapshotReport report) =>
    [
        report.Name,
        report.CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        report.Memory ? "yes" : "no",
        (report.Bytes >> 20).ToString(CultureInfo.InvariantCulture),
    ];
}
