using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr status</c>: 0 when the machine can run containers, other codes when not.</summary>
internal sealed class StatusCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly MachineOverview _overview;
    private readonly TerminalOutput _terminal;

    public StatusCommand(CommonOptions common, MachineOverview overview, TerminalOutput terminal)
        : base("status", $"Show the machine. Ends with {ExitCodes.NotRunning} if it does not run, {ExitCodes.NotHealthy} if it is not healthy.")
    {
        _common = common;
        _overview = overview;
        _terminal = terminal;
        Add(_name);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var report = await _overview.LookAsync(_common.NameIn(parsed, _name), cancellationToken);
        if (parsed.GetValue(_json))
        {
            _terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.StatusReport));
        }
        else
        {
            Print(report);
        }

        return report switch
        {
            { State: StatusReport.Paused } => ExitCodes.Success,
            { State: not StatusReport.Running } => ExitCodes.NotRunning,
            { Health.Status: Health.Ok } => ExitCodes.Success,
            _ => ExitCodes.NotHealthy,
        };
    }

    private void Print(StatusReport report)
    {
        List<IReadOnlyList<string?>> lines =
        [
            ["state", report.State],
            ["url", report.Url],
            ["health", report.State == StatusReport.Running ? Describe(report.Health) : null],
            ["image", report.Image],
            ["accelerator", report.Accelerator],
            ["pid", report.ProcessId?.ToString(CultureInfo.InvariantCulture)],
            ["uptime", report.UptimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture) : null],
            ["restarts", report.LastRestart is { } last ? $"{report.Restarts}, the last at {last.At.LocalDateTime:g}: {last.Reason}" : null],
            ["not restarted", report.GivenUp],
            ["volatile", report.Volatile == true ? "nothing it writes survives" : null],
            ["directory", report.Directory],
        ];
        foreach (var line in TextTable.Format(["machine", report.Name], lines.Where(line => line[1] is not null)!))
        {
            _terminal.WriteResult(line);
        }
    }

    private static string Describe(Health? health) => health switch
    {
        null => "the agent does not answer",
        { WaitingFor: { } part } => $"waiting for {part}",
        _ => $"{health.Status} ({health.Runtime} {health.Version})",
    };
}
