using System.CommandLine;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Commands.Config;
using Pockr.HostLauncher.Commands.Snapshots;
using Pockr.HostLauncher.Commands.Ports;
using Pockr.HostLauncher.Commands.Vm;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Disks;
using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Processes;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Settings;
using Pockr.HostLauncher.Supervision;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher;

/// <summary>Puts the program together. What tests replace is a property.</summary>
internal sealed class Composition
{
    public required PockrHome Home { get; init; }

    public required TerminalOutput Terminal { get; init; }

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public string ProgramDirectory { get; init; } = AppContext.BaseDirectory;

    public Func<Stream> Input { get; init; } = Console.OpenStandardInput;

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
        var qemuImg = new QemuImg(Processes);
        var chain = new DiskChain(Home);
        var layers = new DiskLayers(Home, chain, qemuImg);
        var pending = new PendingRestore(layers);
        var machines = BuildUp(store, pending, chain, qemuImg, suspension, supervision);
        var up = new UpRunner(machines, directory, forwards, supervision, Terminal);
        var down = new MachineDown(Home, store, Monitor, suspension, pending, DownPatience);
        var standstill = new Standstill(Home, store, pending, down, machines, supervision);
        var snapshots = new SnapshotStore(Home, layers, chain, pending, standstill);
        var overview = new MachineOverview(directory, suspension);
        return new RootCommand("Pockr: a pocket Docker host in a virtual machine, without root.")
        {
            common.Vm,
            new UpCommand(common, up),
            new DownCommand(common, down, Terminal),
            new StatusCommand(common, overview, Terminal),
            new VmCommand(
                new VmListCommand(overview, Terminal),
                new VmRestartCommand(common, down, up, Terminal),
                new VmResizeCommand(common, new DiskResize(Home, store, Monitor, standstill, chain, qemuImg), Terminal),
                new VmExportCommand(new MachineExport(chain, qemuImg, new ImageStore(Home), standstill), Terminal),
                new VmImportCommand(new MachineImport(Home, new ImageStore(Home), chain, qemuImg), Input, Terminal),
                new VmRemoveCommand(new MachineRemoval(Home, store, down, layers), Terminal)),
            new CloneCommand(new MachineClone(Home, layers, standstill), Terminal),
            new SnapshotCommand(
                new SnapshotSaveCommand(common, snapshots, Terminal),
                new SnapshotRestoreCommand(common, snapshots, Terminal),
                new SnapshotListCommand(common, snapshots, Terminal),
                new SnapshotRemoveCommand(common, snapshots, Terminal)),
            BuildConfig(common, store),
            new TokenCommand(common, directory, Terminal),
            new RunCommand(common, directory, new ContainerRunner(forwards, Terminal), Variable, Terminal),
            new ExecCommand(common, directory, Variable, Terminal),
            new PsCommand(common, directory, forwards, Terminal),
            new LogsCommand(common, directory, Terminal),
            new StopCommand(common, directory, forwards, Terminal),
            new PortCommand(new PortListCommand(common, directory, forwards, Terminal)),
            new EnvCommand(common, directory, Variable, Terminal),
            new SuperviseCommand(common, BuildSupervisor()),
        };
    }

    private ConfigCommand BuildConfig(CommonOptions common, MachineStore store)
    {
        var configuration = new MachineConfiguration(Home, store, new ImageStore(Home), Host);
        var changes = new ConfigChangeRunner(common, configuration, Terminal);
        return new ConfigCommand(
            new ConfigGetCommand(common, configuration, Terminal), new ConfigSetCommand(changes), new ConfigUnsetCommand(changes));
    }

    public Supervisor BuildSupervisor()
    {
        var store = new MachineStore(ProcessTable);
        var suspension = new Suspension(store, Monitor);
        var qemuImg = new QemuImg(Processes);
        var chain = new DiskChain(Home);
        var pending = new PendingRestore(new DiskLayers(Home, chain, qemuImg));
        return new Supervisor(
            new MachineDirectory(Home, store),
            BuildUp(store, pending, chain, qemuImg, suspension, new OwnSupervision()),
            new EndWatch(store),
            new IdlePause(Monitor, suspension),
            ProcessTable,
            new PortForwards(Monitor, Ports));
    }

    private MachineUp BuildUp(
        MachineStore store,
        PendingRestore pending,
        DiskChain chain,
        QemuImg qemuImg,
        Suspension suspension,
        ISupervision supervision)
    {
        var locator = new ImageLocator(Home, ProgramDirectory, GuestArchitecture.OfThisHost, Variable(ImageLocator.Variable));
        var preparation = new MachinePreparation(locator, new ImageStore(Home), chain, qemuImg, Host);
        var chooser = new AccelerationChooser(Home, Processes, new AccelerationProbe(Processes, ProbePatience), AcceleratorCandidates);
        var starter = new MachineStarter(Processes, store, Ports);
        var watch = new BootWatch(store, BootLimit);
        var resume = new MachineResume(store, starter, suspension, watch, supervision);
        return new MachineUp(Home, store, pending, preparation, chooser, starter, resume, watch);
    }
}
