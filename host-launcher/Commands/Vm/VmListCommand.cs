using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm ls</c></summary>
internal sealed class VmListCommand : Command
{
    private readonly ListOptions _list = new();
    private readonly MachineOverview _overview;
    private readonly TerminalOutput _terminal;

    public VmListCommand(MachineOverview overview, TerminalOutput terminal)
        : base("ls", "List machines.")
    {
        _overview = overview;
        _terminal = terminal;
        _list.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        var reports = await _overview.LookAtAllAsync(cancellationToken);
        _terminal.WriteList(format, reports, LauncherJson.Default.StatusReportArray, ["NAME", "STATE", "URL", "IMAGE"], reports.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(StatusReport report) => [report.Name, report.State, report.Url ?? "-", report.Image ?? "-"];
}
