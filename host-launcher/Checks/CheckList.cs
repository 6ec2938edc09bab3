using Pockr.HostLauncher.Checks.Host;
using Pockr.HostLauncher.Checks.Machines;
using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Processes;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Supervision;

namespace Pockr.HostLauncher.Checks;

/// <summary>All checks there are; a new one is a class of its own and a line here.</summary>
internal sealed class CheckList(
    PockrHome home,
    MachineDirectory directory,
    MachineStore store,
    ImageLocator locator,
    ImageStore images,
    IProcessRunner processes,
    AccelerationChooser acceleration,
    ISupervision supervision,
    Func<HostResources> host)
{
    public IEnumerable<ICheck> OfHost() =>
    [
        new QemuPresentCheck(processes),
        new QemuVersionCheck(processes),
        new QemuImgPresentCheck(processes),
        new HomeWritableCheck(home),
        new HomePrivateCheck(home),
        new SocketPathCheck(directory),
        new DiskSpaceCheck(home),
        new MemoryCheck(host),
        new TemporaryFilesCheck("home.temporary", home.Directory),
        new RemovedMachinesCheck(home),
        new ImagePresentCheck(locator, directory),
        .. images.All().Select(image => new InstalledImageCheck(image)),
        new ImageLeftoversCheck(images),
        new AccelerationCacheCheck(home),
        new AcceleratorCheck(locator, acceleration),
    ];

    public CheckedMachine Look(MachineName name) => new(name, directory.FilesOf(name), store);

    public IEnumerable<ICheck> Of(CheckedMachine machine) =>
    [
        new ConfigCheck(machine),
        new PrivateCheck(machine),
        new TokenCheck(machine),
        new StateCheck(machine),
        new MachineImageCheck(machine, images),
        new DiskCheck(machine, images, new QemuImg(processes)),
        new SuspendedCheck(machine),
        new UnfitMemoryCheck(machine),
        new TemporaryFilesCheck(machine.IdOf("temporary"), machine.Files.Directory),
        new HealthCheck(machine),
        new SupervisorCheck(machine, supervision),
    ];
}
