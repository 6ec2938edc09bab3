using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.HostLauncher.Errors;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;
using Pockr.Machines.Supervision;

namespace Pockr.HostLauncher.Tests.Fakes;

/// <summary>A host on which no program is started: QEMU is an entry in a list, and what it does is up to the test.</summary>
internal sealed class FakeHost : IProcessRunner, IProcessTable, IMachineMonitor, ISupervision, IIdentityChannel
{
    private readonly Dictionary<int, ProcessEntry> _processes = [];
    private readonly Dictionary<int, IReadOnlyList<string>> _arguments = [];
    private int _lastId = 1000;

    /// <summary>What QEMU answers to <c>--version</c>.</summary>
    public string QemuVersion { get; set; } = "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)\n";

    public List<ProcessCommand> Commands { get; } = [];

    public List<string> MonitorLines { get; } = [];

    /// <summary>What QEMU's monitor returns, by command.</summary>
    public Dictionary<string, string> MonitorAnswers { get; } = new()
    {
        ["query-migrate"] = """{"status":"completed"}""",
        ["query-status"] = """{"running":true}""",
        ["query-version"] = """{"qemu":{"major":7,"minor":2,"micro":22}}""",
    };

    /// <summary>Who machines were told to be, and whether their clocks were to be set.</summary>
    public List<(MachinePersona Persona, bool SetsClock)> Told { get; } = [];

    /// <summary>How often a machine was made ready to be a template.</summary>
    public int WarmUps { get; private set; }

    /// <summary>What comes of telling a machine who it is.</summary>
    public Func<CancellationToken, Task> OnTold { get; set; } = _ => Task.CompletedTask;

    /// <summary>What <c>info usernet</c> prints.</summary>
    public string UserNetwork { get; set; } = "";

    /// <summary>Lines QEMU's monitor answers with an error.</summary>
    public HashSet<string> RefusedLines { get; } = [];

    /// <summary>What <c>qemu-img check</c> finds wrong.</summary>
    public string? DiskFault { get; set; }

    /// <summary>Runs when QEMU has been started, with the number of the start.</summary>
    public Action<int, ProcessEntry> OnQemu { get; set; } = (_, _) => { };

    /// <summary>What QEMU says instead of starting, by the number of the start.</summary>
    public Func<int, string?> QemuError { get; set; } = _ => null;

    /// <summary>The real program, for tests that look into disks.</summary>
    public ProcessRunner? QemuImg { get; set; }

    /// <summary>Programs that are not on PATH.</summary>
    public HashSet<string> MissingPrograms { get; } = [];


    public int QemuStarts { get; private set; }

    public ProcessEntry Add(string name, params string[] arguments)
    {
        var process = new ProcessEntry(++_lastId, _lastId * 10L, name);
        _processes[process.Id] = process;
        _arguments[process.Id] = arguments;
        return process;
    }

    /// <summary>This process itself, as a supervisor looks itself up.</summary>
    public void AddSelf() => _processes[Environment.ProcessId] = new ProcessEntry(Environment.ProcessId, 1, "pockr");

    public ProcessEntry? Find(int processId) => _processes.GetValueOrDefault(processId);

    public IReadOnlyList<string> ArgumentsOf(int processId) => _arguments.GetValueOrDefault(processId, []);

    public TimeSpan CpuTimeOf(ProcessEntry process) => TimeSpan.Zero;

    public void Kill(ProcessEntry process) => _processes.Remove(process.Id);

    public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        if (command.FileName == "qemu-img" && QemuImg is not null)
        {
            return QemuImg.RunAsync(command, cancellationToken);
        }

        if (MissingPrograms.Contains(command.FileName))
        {
            throw Failures.ToolMissing(command.FileName, command.FileName);
        }

        var error = command.FileName switch
        {
            "qemu-img" when command.Arguments[0] == "create" => Create(command.Arguments),
            "qemu-img" when command.Arguments[0] == "resize" => Make(command.Arguments[^2], Qcow2Header.Read(command.Arguments[^2]).BackingFile!, long.Parse(command.Arguments[^1], CultureInfo.InvariantCulture)),
            "qemu-img" => DiskFault,
            _ when command.Arguments.Contains("-daemonize") => StartQemu(command),
            _ => null,
        };
        return Task.FromResult(new ProcessResult(command, error is null ? 0 : 1, command.Arguments is ["--version"] ? QemuVersion : "", error ?? ""));
    }

    public IRunningProcess Start(ProcessCommand command) => throw new NotSupportedException("No accelerator is probed on this host.");

    public Task<JsonElement> ExecuteAsync(
        MachineFiles files, string command, CancellationToken cancellationToken, JsonObject? arguments = null)
    {
        MonitorLines.Add(command);
        if (command is "stop" or "cont")
        {
            MonitorAnswers["query-status"] = command == "stop" ? """{"running":false}""" : """{"running":true}""";
        }
        else if (command == "migrate")
        {
            _ = SendMemoryAsync(((string)arguments!["uri"]!)["unix:".Length..]);
        }

        var answer = MonitorAnswers.GetValueOrDefault(command, "{}");
        return Task.FromResult(JsonDocument.Parse(answer).RootElement);
    }

    public Task<string> ExecuteLineAsync(MachineFiles files, string line, CancellationToken cancellationToken)
    {
        MonitorLines.Add(line);
        return Task.FromResult(line == "info usernet" ? UserNetwork : RefusedLines.Contains(line) ? "could not set up host forwarding rule" : "");
    }

    public async Task<IReadOnlyList<string>> ExecuteLinesAsync(MachineFiles files, IReadOnlyList<string> lines, CancellationToken cancellationToken) =>
        await Task.WhenAll(lines.Select(line => ExecuteLineAsync(files, line, cancellationToken)));

    public void Detach(ProcessCommand command, params IEnumerable<(string Name, string Value)> variables)
    {
        if (MissingPrograms.Contains(command.FileName))
        {
            throw Failures.ToolMissing(command.FileName, command.FileName);
        }

        Commands.Add(command);
    }

    public Task<bool> EnsureAsync(MachineName name, RunningMachine machine, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task TellAsync(MachineFiles files, MachinePersona persona, bool setsClock, CancellationToken cancellationToken)
    {
        Told.Add((persona, setsClock));
        return OnTold(cancellationToken);
    }

    public Task WarmUpAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        WarmUps++;
        return Task.CompletedTask;
    }

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
        if (command.Arguments.ToList().IndexOf("-incoming") is var incoming and > 0)
        {
            _ = TakeMemoryAsync(command.Arguments[incoming + 1]["unix:".Length..]);
        }

        OnQemu(QemuStarts, process);
        return null;
    }

    private static async Task SendMemoryAsync(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await socket.SendAsync("memory"u8.ToArray());
    }

    private static async Task TakeMemoryAsync(string path)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var sender = await listener.AcceptAsync();
        await new NetworkStream(sender).CopyToAsync(Stream.Null);
    }

    // create -q -f qcow2 -F qcow2 -b BASE DISK [BYTES]
    private static string? Create(IReadOnlyList<string> arguments)
    {
        var backing = arguments.ToList().IndexOf("-b") + 1;
        var bytes = arguments.Count > backing + 2
            ? long.Parse(arguments[^1], CultureInfo.InvariantCulture)
            : Qcow2Header.Read(arguments[backing]).VirtualBytes;
        return Make(arguments[backing + 1], arguments[backing], bytes);
    }

    private static string? Make(string path, string backingFile, long bytes)
    {
        File.WriteAllBytes(path, Qcow2File.Over(backingFile, bytes: bytes));
        return null;
    }
}
