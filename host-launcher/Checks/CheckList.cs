using Pockr.HostLauncher.Checks.Host;
using Pockr.HostLauncher.Checks.Machines;
using Pockr.Machines;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Checks;

/// <summary>All checks there are; a new one is a class of its own and a line here.</summary>
internal sealed class CheckList(PockrHome home, MachineParts parts, IProcessRunner processes, Func<HostResources> host)
{
    public IEnumerable<ICheck> OfHost() =>
    [
        new QemuPresentCheck(processes),
        new QemuVersionCheck(processes),
        new QemuImgPresentCheck(processes),
        new HomeWritableCheck(home),
        new HomePrivateCheck(home),
        new SocketPathCheck(parts.Directory),
        new DiskSpaceCheck(home),
        new MemoryCheck(host),
        new TemporaryFilesCheck("home.temporary", home.Directory),
        new RemovedMachinesCheck(home),
        new ImagePresentCheck(parts.Locator, parts.Directory),
        .. parts.Images.All().Select(image => new InstalledImageCheck(image)),
        new ImageLeftoversCheck(parts.Images),
        new UnusedImagesCheck(parts.Cleanup),
        new AccelerationCacheCheck(home),
        new AcceleratorCheck(parts.Locator, parts.Acceleration),
    ];

    public CheckedMachine Look(MachineName name) => new(name, parts.Directory.FilesOf(name), parts.Store);

    public IEnumerable<ICheck> Of(CheckedMachine machine) =>
    [
        new ConfigCheck(machine),
        new PrivateCheck(machine),
        new TokenCheck(machine),
        new StateCheck(machine),
        new MachineImageCheck(machine, parts.Images, processes),
        new DiskCheck(machine, parts.Images, parts.Chain, parts.QemuImg),
        new SuspendedCheck(machine),
        new UnfitMemoryCheck(machine),
        new TemporaryFilesCheck(machine.IdOf("temporary"), machine.Files.Directory),
        new HealthCheck(machine),
        new SupervisorCheck(machine, parts.Supervision),
    ];
}
