using System.CommandLine;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Commands.Vm;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Processes;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Supervision;
using Pockr.HostLauncher.Templates;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher;

/// <summary>Puts the program together. What tests replace is a property.</summary>
internal sealed class Composition
{
    public required PockrHome Home { get; init; }

    public required TerminalOutput Terminal { get; init; }

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public string ProgramDirectory { get; init; } = AppContext.BaseDirectory;

    public IProcessRunner Processes { get; init; } = new ProcessRunner();

    public IProcessTable ProcessTable { get; init; } = OperatingSystem.IsLinux() ? new LinuxProcessTable() : new PortableProcessTable();

    public IMachineMonitor Monitor { get; init; } = new MachineMonitor();

    public ISupervision? Supervision { get; init; }

    public IIdentityChannel Identity { get; init; } = new IdentityChannel();

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
        return new RootCommand("Pockr: a pocket Docker host in a virtual machine, without root.")
        {
            common.Vm,
            new UpCommand(common, up),
            new DownCommand(common, down, Terminal),
            new StatusCommand(common, overview, Terminal),
            new VmCommand(
                new VmListCommand(overview, Terminal),
                new VmRestartCommand(common, down, up, Terminal),
                new VmRemoveCommand(new MachineRemoval(Home, store, down), Terminal)),
            new TokenCommand(common, directory, Terminal),
            new RunCommand(common, directory, new ContainerRunner(forwards, Terminal), Variable, Terminal),
            new ExecCommand(common, directory, Variable, Terminal),
            new PsCommand(common, directory, forwards, Terminal),
            new LogsCommand(common, directory, Terminal),
            new StopCommand(common, directory, forwards, Terminal),
            new EnvCommand(common, directory, Variable, Terminal),
            new SuperviseCommand(common, new Supervisor(directory, store, ProcessTable, forwards)),
        };
    }

    private MachineUp BuildUp(MachineStore store, Suspension suspension, ISupervision supervision)
    {
        var locator = new ImageLocator(Home, ProgramDirectory, GuestArchitecture.OfThisHost, Variable(ImageLocator.Variable));
        var qemuImg = new QemuImg(Processes);
        var templates = new TemplateStore(Home);
        var preparation = new MachinePreparation(locator, new ImageStore(Home), templates, qemuImg, Host);
        var chooser = new AccelerationChooser(Home, Processes, new AccelerationProbe(Processes, ProbePatience), AcceleratorCandidates);
        var starter = new MachineStarter(Processes, store, Ports);
        var watch = new BootWatch(store, Identity, BootLimit);
        var maker = new TemplateMaker(templates, store, qemuImg, starter, watch, suspension);
        var disk = new NewDisk(Home, templates, maker, qemuImg, Processes);
        var resume = new MachineResume(store, templates, starter, suspension, watch, Identity, supervision);
        return new MachineUp(Home, store, preparation, chooser, disk, starter, resume, watch);
    }
}
