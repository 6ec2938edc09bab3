using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Processes;
using Pockr.HostLauncher.Supervision;

namespace Pockr.HostLauncher.Tests.Fakes;

/// <summary>A host on which no program is started: QEMU is an entry in a list, and what it does is up to the test.</summary>
internal sealed class FakeHost : IProcessRunner, IProcessTable, IMachineMonitor, ISupervision
{
    private readonly Dictionary<int, ProcessEntry> _processes = [];
    private readonly Dictionary<int, IReadOnlyList<string>> _arguments = [];
    private int _lastId = 1000;

    public List<ProcessCommand> Commands { get; } = [];

    public List<string> MonitorLines { get; } = [];

    /// <summary>What QEMU's monitor returns, by command.</summary>
    public Dictionary<string, string> MonitorAnswers { get; } = new()
    {
        ["query-status"] = """{"running":true}""",
        ["query-version"] = """{"qemu":{"major":7,"minor":2,"micro":22}}""",
    };

    /// <summary>What <c>info usernet</c> prints.</summary>
    public string UserNetwork { get; set; } = "";

    /// <summary>Runs when QEMU has been started, with the number of the start.</summary>
    public Action<int, ProcessEntry> OnQemu { get; set; } = (_, _) => { };

    /// <summary>What QEMU says instead of starting, by the number of the start.</summary>
    public Func<int, string?> QemuError { get; set; } = _ => null;

    /// <summary>Programs that are not on PATH.</summary>
    public HashSet<string> MissingPrograms { get; } = [];

    /// <summary>What programs print, by their arguments.</summary>
    public Dictionary<string, string> Outputs { get; } = new() { ["--version"] = "QEMU emulator version 7.2.22 (Debian)" };

    public int QemuStarts { get; private set; }

    public ProcessEntry Add(string name, params string[] arguments)
    {
        var process = new ProcessEntry(++_lastId, _lastId * 10L, name);
        _processes[process.Id] = process;
        _arguments[process.Id] = arguments;
        return process;
    }

    public ProcessEntry? Find(int processId) => _processes.GetValueOrDefault(processId);

    public IReadOnlyList<string> ArgumentsOf(int processId) => _arguments.GetValueOrDefault(processId, []);

    public void Kill(ProcessEntry process) => _processes.Remove(process.Id);

    public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        if (MissingPrograms.Contains(command.FileName))
        {
            throw Failures.ToolMissing(command.FileName, command.FileName);
        }

        var error = command.FileName switch
        {
            "qemu-img" when command.Arguments[0] == "create" => Create(command.Arguments[^2], command.Arguments[^3]),
            _ when command.Arguments.Contains("-daemonize") => StartQemu(command),
            _ => null,
        };
        return Task.FromResult(new ProcessResult(command, error is null ? 0 : 1, Outputs.GetValueOrDefault(string.Join(' ', command.Arguments), ""), error ?? ""));
    }

    public IRunningProcess Start(ProcessCommand command) => throw new NotSupportedException("No accelerator is probed on this host.");

    public Task<JsonElement> ExecuteAsync(
        MachineFiles files, string command, CancellationToken cancellationToken, JsonObject? arguments = null)
    {
        MonitorLines.Add(command);
        var answer = MonitorAnswers.GetValueOrDefault(command, "{}");
        return Task.FromResult(JsonDocument.Parse(answer).RootElement);
    }

    public Task<string> ExecuteLineAsync(MachineFiles files, string line, CancellationToken cancellationToken)
    {
        MonitorLines.Add(line);
        return Task.FromResult(line == "info usernet" ? UserNetwork : "");
    }

    public void Detach(ProcessCommand command, string variable, string value) => throw new NotSupportedException("No supervisor is started on this host.");

    public Task<bool> EnsureAsync(MachineName name, RunningMachine machine, CancellationToken cancellationToken) => Task.FromResult(true);

    private string? StartQemu(ProcessCommand command)
    {
        QemuStarts++;
        if (QemuError(QemuStarts) is { } error)
        {
            return error;
        }

        var process = Add("qemu-system-x86", [.. command.Arguments]);
        var pidFile = command.Arguments[command.Arguments.ToList().IndexOf("-pidfile") + 1];
        File.WriteAllText(pidFile, process.Id.ToString(CultureInfo.InvariantCulture));
        OnQemu(QemuStarts, process);
        return null;
    }

    private static string? Create(string path, string backingFile)
    {
        File.WriteAllBytes(path, Qcow2File.Over(backingFile));
        return null;
    }
}
