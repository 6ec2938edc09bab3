using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr status</c>: 0 when the machine can run containers, other codes when not.</summary>
internal sealed class StatusCommand : Command
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly TerminalOutput _terminal;

    public StatusCommand(CommonOptions common, MachineDirectory directory, TerminalOutput terminal)
        : base("status", $"Show the machine. Ends with {ExitCodes.NotRunning} if it does not run, {ExitCodes.NotHealthy} if it is not healthy.")
    {
        _common = common;
        _directory = directory;
        _terminal = terminal;
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var report = await LookAsync(_common.NameIn(parsed), cancellationToken);
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
            { State: not StatusReport.Running } => ExitCodes.NotRunning,
            { Health.Status: Health.Ok } => ExitCodes.Success,
            _ => ExitCodes.NotHealthy,
        };
    }

    private async Task<StatusReport> LookAsync(MachineName name, CancellationToken cancellationToken)
    {
        var files = _directory.FilesOf(name);
        var config = MachineStore.FindConfig(files);
        var state = config is null ? StatusReport.Absent
            : MachineStore.FindSuspended(files) is not null ? StatusReport.Suspended
            : StatusReport.Stopped;
        var report = new StatusReport(name.Value, state, files.Directory, Image: config?.Image);
        using var machine = _directory.TryOpen(name);
        if (machine is null)
        {
            return report;
        }

        var running = machine.Running.State;
        return report with
        {
            State = StatusReport.Running,
            Url = UpCommand.AddressOf(running),
            Accelerator = running.Accelerator,
            ProcessId = running.ProcessId,
            UptimeSeconds = Math.Round(Math.Max(0, (DateTimeOffset.UtcNow - running.StartedAt).TotalSeconds)),
            Health = await HealthProbe.AskAsync(machine.Client, s_patience, cancellationToken),
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
