using System.CommandLine;
using Pockr.HostLauncher.Autostart;
using Pockr.HostLauncher.Checks;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Commands.Autostart;
using Pockr.HostLauncher.Commands.Config;
using Pockr.HostLauncher.Commands.Containers;
using Pockr.HostLauncher.Commands.DockerContexts;
using Pockr.HostLauncher.Commands.Images;
using Pockr.HostLauncher.Commands.Judging;
using Pockr.HostLauncher.Commands.Mcp;
using Pockr.HostLauncher.Commands.Ports;
using Pockr.HostLauncher.Commands.Sandboxes;
using Pockr.HostLauncher.Commands.Services;
using Pockr.HostLauncher.Commands.Snapshots;
using Pockr.HostLauncher.Commands.Vm;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.DockerContexts;
using Pockr.HostLauncher.Sandboxes;
using Pockr.HostLauncher.Services;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Images;
using Pockr.Machines.Processes;
using Pockr.Machines.Settings;
using Pockr.Machines.Supervision;
using Pockr.Sdk.Checks;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher;

/// <summary>Puts the program together. What tests replace is a property.</summary>
internal sealed class Composition
{
    private const string About = "Pockr: a pocket Docker host in a virtual machine, without root.";

    // What only RootCommand answers. It reads its texts from resources, which takes longer than all the rest of the parsing.
    private static readonly string[] s_helpWords = ["--help", "-h", "-?", "/h", "/?", "--version"];

    public required MachineEnvironment Machines { get; init; }

    public required TerminalOutput Terminal { get; init; }

    public Func<TerminalInput> Input { get; init; } = TerminalInput.OfThisProcess;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The program itself, as others are to start it.</summary>
    public string Program { get; init; } = Environment.ProcessPath!;

    /// <summary>Directory the user is in.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    public ISupervision? Supervision { get; init; }

    public TimeSpan DownloadPause { get; init; } = TimeSpan.FromSeconds(1);

    public PockrHome Home => Machines.Home;

    private IProcessRunner Processes => Machines.Processes;

    private IProcessTable ProcessTable => Machines.ProcessTable;

    /// <summary>What can make sense of a line: the command it names, or all.</summary>
    public Command BuildRoot(IReadOnlyList<string> line)
    {
        var common = new CommonOptions(Variable);
        var root = line.Any(s_helpWords.Contains) ? new RootCommand(About) : new Command("pockr", About);
        return Fill(root, common, BuildCommands(common).For(line));
    }

    public CommandTable BuildCommands(CommonOptions common)
    {
        var parts = BuildParts();
        var (directory, forwards) = (parts.Directory, parts.Forwards);
        var up = BuildUp(parts, Terminal);
        var overview = new MachineOverview(directory, parts.Suspension);
        var commands = new CommandTable();
        commands.Add("up", () => new UpCommand(common, up));
        commands.Add("down", () => new DownCommand(common, parts.Down, Terminal));
        commands.Add("status", () => new StatusCommand(common, overview, Terminal));
        commands.Add("vm", () => BuildVm(common, parts, up, overview));
        commands.Add("clone", () => new CloneCommand(new MachineClone(Home, parts.Layers, parts.Standstill), Terminal));
        commands.Add("snapshot", () => BuildSnapshot(common, parts));
        commands.Add("image", () => BuildImage(parts));
        commands.Add("config", () => BuildConfig(common, parts));
        commands.Add("token", () => new TokenCommand(common, directory, Terminal));
        commands.Add("shell", () => new ShellCommand(common, directory, Input, Terminal));
        commands.Add("port", () => new PortCommand(new PortListCommand(common, directory, forwards, Terminal)));
        commands.Add("env", () => new EnvCommand(common, directory, Variable, Terminal));
        commands.Add("docker-context", () => BuildDockerContext(common, directory));
        commands.Add("autostart", () => BuildAutostart(common, directory));
        commands.Add("doctor", () => BuildDoctor(parts));
        commands.Add("init", () => new InitCommand(WorkingDirectory, Terminal));
        commands.Add("profiles", () => new ProfilesCommand(Terminal));
        commands.Add("completion", () => new CompletionCommand(Program, Terminal));
        commands.Add("complete", () => new CompleteCommand(() => BuildCompletedRoot(common, commands, parts), Terminal));
        commands.Add("supervise", () => new SuperviseCommand(common, BuildSupervisor));
        var place = new CommandPlace(common, new MachineAccess(directory, () => up, forwards, Terminal), Input, Terminal);
        commands.Add("open", () => new OpenCommand(place, common, new Browser(Processes, Variable)));
        var rootFileSystems = new RootFileSystems(new DebugFs(Processes));
        AddContainers(commands, place, forwards, rootFileSystems);
        DockerCommands.AddTo(commands, place, Variable, rootFileSystems);
        commands.Add("sandbox", () => BuildSandboxes(place, forwards));
        commands.Add("mcp", () => BuildMcp(common, parts));
        return commands;
    }

    /// <summary>Opens the machine of a line that names none. The parts that would bring it up are made where it is down.</summary>
    public Task<OpenMachine> OpenUsualAsync(CancellationToken cancellationToken)
    {
        var directory = new MachineDirectory(Home, new MachineStore(ProcessTable));
        var access = new MachineAccess(directory, () => BuildUp(BuildParts(), Terminal), BuildForwards(), Terminal);
        return access.OpenAsync(MachineName.Parse(CommonOptions.UsualMachine(Variable)), oneAtATime: true, cancellationToken);
    }

    public ContainerRunner BuildRunner() => new(BuildForwards(), Terminal);

    public Supervisor BuildSupervisor()
    {
        var parts = new MachineParts(Machines, new OwnSupervision());
        return new Supervisor(
            parts.Directory,
            parts.Up,
            parts.Owned,
            new EndWatch(parts.Store),
            new IdlePause(Machines.Monitor, parts.Suspension, parts.Reminder),
            ProcessTable,
            parts.Forwards);
    }

    private PortForwards BuildForwards() => new(Machines.Monitor, Machines.Ports);

    private MachineParts BuildParts() =>
        new(Machines, Supervision ?? new SupervisorStarts(Home, new MachineStore(ProcessTable), Processes, Program));

    private static UpRunner BuildUp(MachineParts parts, TerminalOutput terminal) =>
        new(parts.Up, parts.Owned, parts.Directory, parts.Forwards, parts.Supervision, terminal);

    private static Command Fill(Command root, CommonOptions common, IEnumerable<Command> commands)
    {
        root.Add(common.Vm);
        foreach (var command in commands)
        {
            root.Add(command);
        }

        return root;
    }

    private static Command BuildCompletedRoot(CommonOptions common, CommandTable commands, MachineParts parts)
    {
        var root = Fill(new RootCommand(About), common, commands.All());
        new CompletionSources(common, parts.Directory, parts.Images).AddTo(root);
        return root;
    }

    private void AddContainers(CommandTable commands, CommandPlace place, PortForwards forwards, RootFileSystems rootFileSystems)
    {
        var runner = new ContainerRunner(forwards, Terminal);
        commands.Add("run", () => new RunCommand(place, new NewContainerOptions(Variable, rootFileSystems), runner));
        commands.Add("exec", () => new ExecCommand(place, Variable));
        commands.Add("enter", () => new EnterCommand(place));
        commands.Add("service", () => BuildServices(place));
        commands.Add("ps", () => new PsCommand(place));
        commands.Add("logs", () => new LogsCommand(place));
        commands.Add("create", () => new CreateCommand(place, new NewContainerOptions(Variable, rootFileSystems), runner));
        commands.Add("start", () => new StartCommand(place));
        commands.Add("stop", () => new StopCommand(place));
        commands.Add("restart", () => new RestartCommand(place));
        commands.Add("kill", () => new KillCommand(place));
        commands.Add("pause", () => new PauseCommand(place));
        commands.Add("unpause", () => new UnpauseCommand(place));
        commands.Add("wait", () => new WaitCommand(place));
        commands.Add("attach", () => new AttachCommand(place));
        commands.Add("rename", () => new RenameCommand(place));
        commands.Add("update", () => new UpdateCommand(place));
        commands.Add("inspect", () => new InspectCommand(place));
        commands.Add("top", () => new TopCommand(place));
        commands.Add("stats", () => new StatsCommand(place));
        commands.Add("events", () => new EventsCommand(place));
        commands.Add("diff", () => new DiffCommand(place));
        commands.Add("rm", () => new RemoveCommand(place));
        commands.Add("prune", () => new PruneCommand(place));
        commands.Add("judge", () => new JudgeCommand(place, ProcessTable));
    }

    private static Group BuildServices(CommandPlace place) => new(
        "service",
        "See and change the services of a system that runs in a container.",
        new ServiceListCommand(place),
        new ServiceActionCommand(place, ServiceAction.Start, "Start a service."),
        new ServiceActionCommand(place, ServiceAction.Stop, "Stop a service."),
        new ServiceActionCommand(place, ServiceAction.Restart, "Stop a service and start it again."),
        new ServiceActionCommand(place, ServiceAction.Enable, "Have a service start with the system."),
        new ServiceActionCommand(place, ServiceAction.Disable, "Have a service not start with the system."),
        new ServiceActionCommand(place, ServiceAction.Status, "Tell what a service does."),
        new ServiceActionCommand(place, ServiceAction.Logs, "Print what a service has logged."));

    private Group BuildSandboxes(CommandPlace place, PortForwards forwards)
    {
        var sandboxes = new SandboxPlace(place, WorkingDirectory, new ProfileImages(new DebianPackages(Home, Processes), Terminal));
        return new Group(
            "sandbox",
            "Containers that wait for commands: for programs that run code nobody has read, and for trying things.",
            new SandboxCreateCommand(sandboxes, Variable, forwards),
            new SandboxRunCommand(sandboxes, Variable),
            new SandboxShellCommand(sandboxes),
            new SandboxPushCommand(place),
            new SandboxPullCommand(place),
            new SandboxListCommand(place),
            new SandboxInfoCommand(place),
            new SandboxStopCommand(place),
            new SandboxResumeCommand(place),
            new SandboxRebootCommand(place),
            new SandboxSnapshotCommand(place),
            new SandboxShutdownCommand(place),
            new SandboxPruneCommand(place),
            new SandboxBuildCommand(sandboxes),
            new SandboxStatusCommand(sandboxes),
            new SandboxHistoryCommand(sandboxes),
            new SandboxLogsCommand(sandboxes));
    }

    private McpCommand BuildMcp(CommonOptions common, MachineParts parts)
    {
        var notes = Terminal.WithoutResults();
        var access = new MachineAccess(parts.Directory, () => BuildUp(parts, notes), parts.Forwards, notes);
        var place = new CommandPlace(common, access, Input, notes);
        var newSandboxes = new NewSandboxes(new ProfileImages(new DebianPackages(Home, Processes), notes), notes);
        return new McpCommand(place, Terminal.StandardOutput, parts.Forwards, newSandboxes, new UnexpectedErrors(Home));
    }

    private VmCommand BuildVm(CommonOptions common, MachineParts parts, UpRunner up, MachineOverview overview)
    {
        var (chain, qemuImg, standstill) = (parts.Chain, parts.QemuImg, parts.Standstill);
        return new VmCommand(
            new VmListCommand(overview, Terminal),
            new VmRestartCommand(common, parts.Down, up, Terminal),
            new VmLogsCommand(common, parts.Directory, Terminal),
            new VmResizeCommand(common, new DiskResize(Home, parts.Store, Machines.Monitor, standstill, chain, qemuImg), Terminal),
            new VmExportCommand(new MachineExport(chain, qemuImg, parts.Images, standstill), Terminal),
            new VmImportCommand(new MachineImport(Home, parts.Images, chain, qemuImg), Input, Terminal),
            new VmRemoveCommand(parts.Removal, Terminal));
    }

    private SnapshotCommand BuildSnapshot(CommonOptions common, MachineParts parts)
    {
        var snapshots = new SnapshotStore(Home, parts.Layers, parts.Chain, parts.Pending, parts.Standstill);
        return new SnapshotCommand(
            new SnapshotSaveCommand(common, snapshots, Terminal),
            new SnapshotRestoreCommand(common, snapshots, Terminal),
            new SnapshotListCommand(common, snapshots, Terminal),
            new SnapshotRemoveCommand(common, snapshots, Terminal));
    }

    private ImageCommand BuildImage(MachineParts parts)
    {
        var trust = new TrustOptions(Variable);
        var pull = new ImagePull(Home, parts.Images, DownloadPause);
        return new ImageCommand(
            new ImageListCommand(parts.Images, parts.Locator, parts.Uses, Terminal),
            new ImagePullCommand(trust, pull, Terminal),
            new ImageImportCommand(trust, pull, Input, Terminal),
            new ImageVerifyCommand(trust, parts.Images, parts.Locator, Terminal),
            new ImageRemoveCommand(parts.Cleanup, Terminal),
            new ImageCollectCommand(parts.Cleanup, Terminal));
    }

    private ConfigCommand BuildConfig(CommonOptions common, MachineParts parts)
    {
        var configuration = new MachineConfiguration(Home, parts.Store, parts.Images, Machines.Host);
        var changes = new ConfigChangeRunner(common, configuration, Terminal);
        return new ConfigCommand(
            new ConfigGetCommand(common, configuration, Terminal), new ConfigSetCommand(changes), new ConfigUnsetCommand(changes));
    }

    private DoctorCommand BuildDoctor(MachineParts parts)
    {
        var directory = parts.Directory;
        var bundle = new SupportBundle(Home, directory, new GuestLogs(directory));
        return new DoctorCommand(SandboxChecks.CheckupOf(parts), SandboxChecks.Of(() => Project.Find(WorkingDirectory)), bundle, Terminal);
    }

    private DockerContextCommand BuildDockerContext(CommonOptions common, MachineDirectory directory)
    {
        var contexts = new DockerContextStore(Variable);
        return new DockerContextCommand(
            new DockerContextCreateCommand(common, directory, contexts, Terminal), new DockerContextRemoveCommand(common, contexts, Terminal));
    }

    private AutostartCommand BuildAutostart(CommonOptions common, MachineDirectory directory)
    {
        var autostart = FindAutostart();
        return new AutostartCommand(
            new AutostartEnableCommand(common, directory, autostart, Terminal),
            new AutostartDisableCommand(common, autostart, Terminal),
            new AutostartStatusCommand(common, autostart, Terminal));
    }

    private IAutostart? FindAutostart()
    {
        return OperatingSystem.IsLinux() ? new SystemdAutostart(Processes, Program, Home.Directory, UserHome.ConfigurationOf(Variable))
            : OperatingSystem.IsMacOS() ? new LaunchdAutostart(Program, Home.Directory, UserHome.Of(Variable))
            : null;
    }
}
