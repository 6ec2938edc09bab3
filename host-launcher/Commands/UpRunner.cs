using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Supervision;

namespace Pockr.HostLauncher.Commands;

/// <summary>Brings a machine up with all that belongs to it, and says so.</summary>
internal sealed class UpRunner(
    MachineUp machines,
    OwnedMachines owned,
    MachineDirectory directory,
    PortForwards forwards,
    ISupervision supervision,
    TerminalOutput terminal)
{
    public static string AddressOf(MachineState state) => state.Url.GetLeftPart(UriPartial.Authority);

    public async Task RunAsync(UpRequest request, bool json, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var result = await UpAsync(request, quiet: false, cancellationToken);
        Report(json, request.Name, result, watch.Elapsed);
    }

    /// <summary>Brings a machine up because a command needs it, and says no more than that.</summary>
    public async Task BringUpAsync(MachineName name, CancellationToken cancellationToken)
    {
        var isSuspended = MachineStore.FindSuspended(directory.FilesOf(name)) is { Template: null };
        terminal.WriteMessage($"{(isSuspended ? "Resuming" : "Starting")} the machine {name} ...");
        await UpAsync(new UpRequest(name), quiet: true, cancellationToken);
    }

    private async Task<UpResult> UpAsync(UpRequest request, bool quiet, CancellationToken cancellationToken)
    {
        UpResult result;
        using (var line = new StageLine(terminal, quiet))
        {
            await owned.EndOrphansAsync(line, cancellationToken);
            result = await machines.UpAsync(request, line, cancellationToken);
        }

        using (var machine = directory.Open(request.Name))
        {
            if (!result.HasBooted)
            {
                await PortWarnings.SyncAsync(forwards, machine, terminal, cancellationToken);
            }

            if (!await supervision.EnsureAsync(request.Name, machine.Running, cancellationToken))
            {
                terminal.WriteWarning($"docker.sock is not there, and ports are put right only by commands: see {machine.Files.SupervisorLog}.");
            }
        }

        WarnOfOthers(request.Name);
        return result;
    }

    private void WarnOfOthers(MachineName name)
    {
        if (MachineStore.FindConfig(directory.FilesOf(name)) is { Bind: var bind } && BindAddress.IsOpenToOthers(bind))
        {
            terminal.WriteWarning($"ports that containers publish are open at {bind} as well: whoever reaches this host there reaches them.");
        }
    }

    private static string HowOf(UpReport report) =>
        (report.Resumed ? ", resumed" : report.FromTemplate ? ", from the template" : "") + (report.Volatile ? ", volatile" : "");

    private void Report(bool json, MachineName name, UpResult result, TimeSpan took)
    {
        var state = result.Machine.State;
        var report = new UpReport(
            name.Value,
            AddressOf(state),
            directory.FilesOf(name).Token,
            Math.Round(took.TotalSeconds, 1),
            result.Starts,
            state.Accelerator,
            AlreadyRunning: result.Starts == 0,
            result.IsResumed,
            result.IsFromTemplate,
            state.IsVolatile);
        if (json)
        {
            terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.UpReport));
            return;
        }

        var seconds = report.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
        terminal.WriteResult(report.AlreadyRunning
            ? $"Pockr is up already: {report.Url} ({report.Accelerator})"
            : $"Pockr is up: {report.Url} ({seconds} s, {report.Accelerator}{HowOf(report)})");
        terminal.WriteMessage($"The API's token: {(name.Value == MachineName.Default ? "pockr token" : $"pockr token --vm {name}")}");
    }
}
