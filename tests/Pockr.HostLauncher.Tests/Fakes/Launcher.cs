using System.Text;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Images;
using Pockr.Testing;

namespace Pockr.HostLauncher.Tests.Fakes;

/// <summary>The program from the typed line to exit code and text, with a fake host and a real HTTP server as its agent.</summary>
internal sealed class Launcher : IAsyncDisposable
{
    public const string Program = "/opt/my tools/pockr";

    private readonly MemoryStream _out = new();
    private readonly MemoryStream _error = new();

    private string? _home;

    private Launcher(FakeAgent agent) => Agent = agent;

    public FakeAgent Agent { get; }

    public TemporaryHome Place { get; } = new();

    public FakeHost Host { get; } = new();

    public Interruption Interruption { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public HashSet<int> UsedPorts { get; } = [];

    public TimeSpan BootLimit { get; set; } = TimeSpan.FromSeconds(60);

    public Stream Input { get; set; } = Stream.Null;

    /// <summary>Where results go, for who reads them while the program runs; <see cref="Out"/> if absent.</summary>
    public Stream? Output { get; set; }

    /// <summary>Whether a person types the input.</summary>
    public bool IsInputTerminal { get; set; }

    public string Out => Encoding.UTF8.GetString(_out.ToArray());

    public byte[] OutBytes => _out.ToArray();

    public string Error => Encoding.UTF8.GetString(_error.ToArray());

    /// <param name="home">A directory for machines that is none of the test's own.</param>
    public static async Task<Launcher> CreateAsync(string? home = null) => new(await FakeAgent.StartAsync()) { _home = home };

    /// <summary>As <see cref="CreateAsync"/>, with the machine running and healthy.</summary>
    public static async Task<Launcher> CreateRunningAsync()
    {
        var launcher = await CreateAsync();
        launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""");
        launcher.Agent.On("GET /v1/containers", "[]");
        launcher.MarkRunning();
        return launcher;
    }

    /// <summary>As <see cref="CreateAsync"/>, with a machine that had been started once.</summary>
    public static async Task<Launcher> CreateDownAsync()
    {
        var launcher = await CreateAsync();
        launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""").On("GET /v1/containers", "[]");
        launcher.Place.WriteImage();
        await launcher.RunAsync("up", "--image", launcher.Place.ImageDirectory, "--port", $"{launcher.Agent.Url.Port}", "--no-template");
        launcher.Host.Kill(new MachineStore(launcher.Host).FindRunning(launcher.Place.Files())!.Process);
        launcher.Forget();
        return launcher;
    }

    /// <param name="startTimeOffset">How far the process's start is from the one that was noted.</param>
    /// <param name="program">Name of the process.</param>
    /// <param name="agent">The machine's agent, if it is not <see cref="Agent"/>.</param>
    public void MarkRunning(long startTimeOffset = 0, string program = "qemu-system-x86", FakeAgent? agent = null)
    {
        var port = (agent ?? Agent).Url.Port;
        var files = Place.Files();
        Directory.CreateDirectory(files.Directory);
        MachineToken.Ensure(files);
        MachineStore.Save(files, new MachineConfig { Image = $"debian-x86_64-{TemporaryHome.BuildId}", Port = port });
        var process = Host.Add(program);
        var state = new MachineState { Port = port, Accelerator = "tcg", StartedAt = DateTimeOffset.UtcNow };
        MachineStore.Save(files, state.With(process) with { ProcessStartTime = process.StartTime + startTimeOffset });
    }

    /// <summary>As a suspension leaves the machine that was started last.</summary>
    public void MarkSuspended(bool ended = true)
    {
        var files = Place.Files();
        var running = new MachineStore(Host).FindRunning(files)!;
        File.WriteAllText(files.SuspendedMemory, "memory");
        MachineStore.Save(files, new SuspendedMemory
        {
            Bytes = 6,
            QemuVersion = "7.2.22",
            Port = running.State.Port,
            GuestSide = running.State.GuestSide,
            SavedAt = DateTimeOffset.UtcNow,
        });
        if (ended)
        {
            Host.Kill(running.Process);
            MachineStore.RemoveTraces(files);
        }
    }

    /// <summary>Forgets what was printed and asked so far.</summary>
    public void Forget()
    {
        _out.SetLength(0);
        _error.SetLength(0);
        Agent.Requests.Clear();
    }

    public Task<int> RunAsync(params string[] arguments) => CommandLineApp.RunAsync(Compose(), arguments, Interruption);

    /// <summary>As <c>pockr supervise</c>, in this process.</summary>
    public Task SuperviseAsync(CancellationToken cancellationToken) =>
        Compose().BuildSupervisor().RunAsync(MachineName.Parse(MachineName.Default), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Interruption.Dispose();
        await Agent.DisposeAsync();
        Place.Dispose();
    }

    public Composition Compose() => new()
    {
        Machines = Environment,
        Terminal = new TerminalOutput(Output ?? _out, _error, interactive: false),
        Variable = name => Variables.GetValueOrDefault(name),
        WorkingDirectory = Place.Directory,
        Input = () => new TerminalInput(Input, IsInputTerminal),
        Program = Program,
        Supervision = Host,
        DownloadPause = TimeSpan.Zero,
    };

    private MachineEnvironment Environment => new()
    {
        Home = _home is null ? Place.Home : new PockrHome(_home),
        Image = Variables.GetValueOrDefault(ImageLocator.Variable),
        ProgramDirectory = Path.Combine(Place.Directory, "bin"),
        Processes = Host,
        ProcessTable = Host,
        Monitor = Host,
        Identity = Host,
        Ports = new HostPorts((port, _) => !UsedPorts.Contains(port)),
        Host = () => new HostResources(Cpus: 4, AvailableMemoryMiB: 8192),
        AcceleratorCandidates = _ => [],
        BootLimit = BootLimit,
        DownPatience = new DownPatience { PowerOff = TimeSpan.Zero, PowerButton = TimeSpan.Zero, Quit = TimeSpan.Zero },
    };
}
