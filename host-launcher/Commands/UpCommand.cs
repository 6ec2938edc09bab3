using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Supervision;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr up</c></summary>
internal sealed class UpCommand : Command
{
    private readonly Option<int?> _cpus = CommonOptions.Integer("--cpus", "N", $"Processors of the machine (default: {MachineConfig.DefaultCpus}).");
    private readonly Option<int?> _port = CommonOptions.Integer("--port", "PORT", "Port of this host that leads to the agent (default: 7080, or a free one).");

    private readonly Option<string> _memory = new("--memory")
    {
        Description = $"Memory of the machine in MiB, or as 512m or 2g (default: {MachineConfig.DefaultMemoryMiB}).",
        HelpName = "SIZE",
    };

    private readonly Option<string> _image = new("--image")
    {
        Description = "Directory of the image a new machine is made of (default: POCKR_IMAGE, or the newest one built or installed).",
        HelpName = "DIR",
    };

    private readonly Option<string> _accel = new("--accel")
    {
        Description = $"How the processor is run: {string.Join(", ", MachineConfig.Accelerators)} (default: auto, the fastest that works).",
        HelpName = "NAME",
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly MachineUp _machines;
    private readonly MachineDirectory _directory;
    private readonly PortForwards _forwards;
    private readonly ISupervision _supervision;
    private readonly TerminalOutput _terminal;

    public UpCommand(
        CommonOptions common,
        MachineUp machines,
        MachineDirectory directory,
        PortForwards forwards,
        ISupervision supervision,
        TerminalOutput terminal)
        : base("up", "Start the machine, made new if there is none, or let it go on, and wait until it can run containers.")
    {
        _common = common;
        _machines = machines;
        _directory = directory;
        _forwards = forwards;
        _supervision = supervision;
        _terminal = terminal;
        foreach (var option in new Option[] { _image, _cpus, _memory, _port, _accel, _json })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var request = new UpRequest(_common.NameIn(parsed))
        {
            Image = parsed.GetValue(_image),
            Cpus = parsed.GetValue(_cpus),
            MemoryMiB = parsed.GetValue(_memory) is { } memory ? MemorySize.ParseMiB(memory) : null,
            Port = parsed.GetValue(_port),
            Accelerator = parsed.GetValue(_accel),
        };

        UpResult result;
        using (var line = new StageLine(_terminal))
        {
            result = await _machines.UpAsync(request, line, cancellationToken);
        }

        using (var machine = _directory.Open(request.Name))
        {
            await PortWarnings.SyncAsync(_forwards, machine, _terminal, cancellationToken);
            if (!await _supervision.EnsureAsync(request.Name, machine.Running, cancellationToken))
            {
                _terminal.WriteWarning($"docker.sock is not there, and ports are put right only by commands: see {machine.Files.SupervisorLog}.");
            }
        }

        Report(parsed.GetValue(_json), request.Name, result, watch.Elapsed);
        return ExitCodes.Success;
    }

    private void Report(bool json, MachineName name, UpResult result, TimeSpan took)
    {
        var state = result.Machine.State;
        var report = new UpReport(
            name.Value,
            AddressOf(state),
            _directory.FilesOf(name).Token,
            Math.Round(took.TotalSeconds, 1),
            result.Starts,
            state.Accelerator,
            AlreadyRunning: result.Starts == 0,
            result.IsResumed);
        if (json)
        {
            _terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.UpReport));
            return;
        }

        var seconds = report.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
        _terminal.WriteResult(report.AlreadyRunning
            ? $"Pockr is up already: {report.Url} ({report.Accelerator})"
            : $"Pockr is up: {report.Url} ({seconds} s, {report.Accelerator}{(report.Resumed ? ", resumed" : "")})");
        _terminal.WriteMessage($"The API's token: {(name.Value == MachineName.Default ? "pockr token" : $"pockr token --vm {name}")}");
    }

    internal static string AddressOf(MachineState state) => state.Url.GetLeftPart(UriPartial.Authority);
}
