using Pockr.Machines.Disks;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;
using Pockr.Machines.Supervision;
using Pockr.Machines.Templates;

namespace Pockr.Machines;

/// <summary>What machines are worked on with: the same for the commands and for a supervisor, but for who looks after what was started.</summary>
internal sealed class MachineParts
{
    public MachineParts(MachineEnvironment environment, ISupervision supervision)
    {
        var home = environment.Home;
        Environment = environment;
        Home = home;
        Supervision = supervision;
        Store = new MachineStore(environment.ProcessTable);
        Directory = new MachineDirectory(home, Store);
        Forwards = new PortForwards(environment.Monitor, environment.Ports);
        Suspension = new Suspension(Store, environment.Monitor);
        QemuImg = new QemuImg(environment.Processes);
        Images = new ImageStore(home);
        Locator = new ImageLocator(
            home, environment.ProgramDirectory, GuestArchitecture.OfThisHost, environment.Image);
        Acceleration = new AccelerationChooser(
            home,
            environment.Processes,
            new AccelerationProbe(environment.Processes, environment.ProbePatience),
            environment.AcceleratorCandidates);
        Chain = new DiskChain(home);
        Layers = new DiskLayers(home, Chain, QemuImg);
        Pending = new PendingRestore(Layers);
        Reminder = new Reminder(environment.Identity);
        Templates = new TemplateStore(home);
        Starter = new MachineStarter(environment.Processes, Store, environment.Ports);
        Watch = new BootWatch(Store, environment.Identity, environment.BootLimit);
        Maker = new TemplateMaker(Templates, Store, QemuImg, Starter, Watch, Suspension);
        Uses = new ImageUses(home, Chain, Layers, Templates);
        Cleanup = new ImageCleanup(home, Images, Locator, Uses, Templates, Maker, Layers, environment.Processes);
        Up = BuildUp(environment);
        Down = new MachineDown(home, Store, environment.Monitor, Suspension, Pending, environment.DownPatience);
        Removal = new MachineRemoval(home, Store, Down, Layers);
        Owned = new OwnedMachines(Directory, Removal);
        Standstill = new Standstill(home, Store, Pending, Down, Up, supervision);
    }

    public MachineEnvironment Environment { get; }

    public PockrHome Home { get; }

    public ISupervision Supervision { get; }

    public MachineStore Store { get; }

    public MachineDirectory Directory { get; }

    public PortForwards Forwards { get; }

    public Suspension Suspension { get; }

    public QemuImg QemuImg { get; }

    public ImageStore Images { get; }

    public ImageLocator Locator { get; }

    public ImageUses Uses { get; }

    public ImageCleanup Cleanup { get; }

    public AccelerationChooser Acceleration { get; }

    public DiskChain Chain { get; }

    public DiskLayers Layers { get; }

    public PendingRestore Pending { get; }

    public Reminder Reminder { get; }

    public MachineUp Up { get; }

    public MachineDown Down { get; }

    public MachineRemoval Removal { get; }

    public OwnedMachines Owned { get; }

    public Standstill Standstill { get; }

    private TemplateStore Templates { get; }

    private TemplateMaker Maker { get; }

    private MachineStarter Starter { get; }

    private BootWatch Watch { get; }

    private MachineUp BuildUp(MachineEnvironment environment)
    {
        var preparation = new MachinePreparation(Locator, Images, Chain, QemuImg, environment.Host);
        var disk = new NewDisk(environment.Home, Templates, Maker, QemuImg, environment.Processes);
        var resume = new MachineResume(Store, Templates, Starter, Suspension, Watch, Supervision);
        return new MachineUp(environment.Home, Store, Pending, preparation, Acceleration, disk, Starter, resume, Reminder, Watch);
    }
}
