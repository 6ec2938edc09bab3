using System.CommandLine;
using Pockr.HostLauncher.Autostart;
using Pockr.HostLauncher.Checks;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Commands.Autostart;
using Pockr.HostLauncher.Commands.DockerContexts;
using Pockr.HostLauncher.Commands.Vm;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.DockerContexts;
using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Processes;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Supervision;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher;

/// <summary>Puts the program together. What tests replace is a property.</summary>
internal sealed class Composition
{
    public required PockrHome Home { get; init; }

    public required TerminalOutput Terminal { get; init; }

    public Func<TerminalInput> Input { get; init; } = TerminalInput.OfThisProcess;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public string ProgramDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>The program itself, as others are to start it.</summary>
    public string Program { get; init; } = Environment.ProcessPath!;

    public IProcessRunner Processes { get; init; } = new ProcessRunner();

    public IProcessTable ProcessTable { get; init; } = OperatingSystem.IsLinux() ? new LinuxProcessTable() : new PortableProcessTable();

    public IMachineMonitor Monitor { get; init; } = new MachineMonitor();

    public ISupervision? Supervision { get; init; }

    public HostPorts Ports { get; init; } = new();

    public Func<HostResources> Host { get; init; } = HostResources.OfThisHost;

    public Func<string, IReadOnlyList<string>> AcceleratorCandidates { get; init; } = Acceleration.CandidatesOfThisHost;

    public TimeSpan ProbePatience { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan BootLimit { get; init; } = TimeSpan.FromSeconds(180);

    public DownPatience DownPatience { get; init; } = new();

    public RootCommand BuildRoot()
    {
        var common = new CommonOptions(Variable);
        var store = new MachineStore(ProcessTable);
        var directory = new MachineDirectory(Home, store);
        var forwards = new PortForwards(Monitor, Ports);
        var suspension = new Suspension(store, Monitor);
        var supervision = Supervision ?? new SupervisorStarts(Home, store, Processes);
        var up = new UpRunner(BuildUp(store, suspension, supervision), directory, forwards, supervision, Terminal);
        var down = new MachineDown(Home, store, Monitor, suspension, DownPatience);
        var overview = new MachineOverview(directory);
        var root = new RootCommand("Pockr: a pocket Docker host in a virtual machine, without root.")
        {
            common.Vm,
            new UpCommand(common, up),
            new DownCommand(common, down, Terminal),
            new StatusCommand(common, overview, Terminal),
            new VmCommand(
                new VmListCommand(overview, Terminal),
                new VmRestartCommand(common, down, up, Terminal),
                new VmLogsCommand(common, directory, Terminal),
                new VmRemoveCommand(new MachineRemoval(Home, store, down), Terminal)),
            new TokenCommand(common, directory, Terminal),
            new RunCommand(common, directory, new ContainerRunner(forwards, Terminal), Variable, Terminal),
            new ExecCommand(common, directory, Variable, Terminal),
            new ShellCommand(common, directory, Input, Terminal),
            new PsCommand(common, directory, forwards, Terminal),
            new LogsCommand(common, directory, Terminal),
            new StopCommand(common, directory, forwards, Terminal),
            new EnvCommand(common, directory, Variable, Terminal),
            BuildDoctor(directory, store, supervision),
            BuildDockerContext(common, directory),
            BuildAutostart(common, directory),
            new CompletionCommand(Program, Terminal),
            new CompleteCommand(Terminal),
            new SuperviseCommand(common, new Supervisor(directory, store, ProcessTable, forwards)),
        };
        new CompletionSources(common, directory).AddTo(root);
        return root;
    }

    private DoctorCommand BuildDoctor(MachineDirectory directory, MachineStore store, ISupervision supervision)
    {
        var checks = new CheckList(
            Home, directory, store, BuildLocator(), new ImageStore(Home), Processes, BuildChooser(), supervision, Host);
        return new DoctorCommand(new Checkup(checks, directory), new SupportBundle(Home, directory, new GuestLogs(directory)), Terminal);
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

    private ImageLocator BuildLocator() => new(Home, ProgramDirectory, GuestArchitecture.OfThisHost, Variable(ImageLocator.Variable));

    private AccelerationChooser BuildChooser() =>
        new(Home, Processes, new AccelerationProbe(Processes, ProbePatience), AcceleratorCandidates);

    private MachineUp BuildUp(MachineStore store, Suspension suspension, ISupervision supervision)
    {
        var preparation = new MachinePreparation(BuildLocator(), new ImageStore(Home), new QemuImg(Processes), Host);
        var starter = new MachineStarter(Processes, store, Ports);
        var watch = new BootWatch(store, BootLimit);
        var resume = new MachineResume(store, starter, suspension, watch, supervision);
        return new MachineUp(Home, store, preparation, BuildChooser(), starter, resume, watch);
    }
}
