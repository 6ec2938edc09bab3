using Pockr.HostLauncher.Disks;
using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Supervision;
using Pockr.HostLauncher.Templates;

namespace Pockr.HostLauncher;

/// <summary>What machines are worked on with: the same for the commands and for a supervisor, but for who looks after what was started.</summary>
internal sealed class MachineParts
{
    public MachineParts(Composition composition, ISupervision supervision)
    {
        var home = composition.Home;
        Supervision = supervision;
        Store = new MachineStore(composition.ProcessTable);
        Directory = new MachineDirectory(home, Store);
        Forwards = new PortForwards(composition.Monitor, composition.Ports);
        Suspension = new Suspension(Store, composition.Monitor);
        QemuImg = new QemuImg(composition.Processes);
        Images = new ImageStore(home);
        Locator = new ImageLocator(
            home, composition.ProgramDirectory, GuestArchitecture.OfThisHost, composition.Variable(ImageLocator.Variable));
        Acceleration = new AccelerationChooser(
            home,
            composition.Processes,
            new AccelerationProbe(composition.Processes, composition.ProbePatience),
            composition.AcceleratorCandidates);
        Chain = new DiskChain(home);
        Layers = new DiskLayers(home, Chain, QemuImg);
        Pending = new PendingRestore(Layers);
        Reminder = new Reminder(composition.Identity);
        Templates = new TemplateStore(home);
        Starter = new MachineStarter(composition.Processes, Store, composition.Ports);
        Watch = new BootWatch(Store, composition.Identity, composition.BootLimit);
        Maker = new TemplateMaker(Templates, Store, QemuImg, Starter, Watch, Suspension);
        Uses = new ImageUses(home, Chain, Layers, Templates);
        Cleanup = new ImageCleanup(home, Images, Locator, Uses, Templates, Maker, Layers, composition.Processes);
        Up = BuildUp(composition);
        Down = new MachineDown(home, Store, composition.Monitor, Suspension, Pending, composition.DownPatience);
        Standstill = new Standstill(home, Store, Pending, Down, Up, supervision);
    }

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

    public Standstill Standstill { get; }

    private TemplateStore Templates { get; }

    private TemplateMaker Maker { get; }

    private MachineStarter Starter { get; }

    private BootWatch Watch { get; }

    private MachineUp BuildUp(Composition composition)
    {
        var preparation = new MachinePreparation(Locator, Images, Chain, QemuImg, composition.Host);
        var disk = new NewDisk(composition.Home, Templates, Maker, QemuImg, composition.Processes);
        var resume = new MachineResume(Store, Templates, Starter, Suspension, Watch, Supervision);
        return new MachineUp(composition.Home, Store, Pending, preparation, Acceleration, disk, Starter, resume, Reminder, Watch);
    }
}
