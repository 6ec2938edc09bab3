using Pockr.Machines.Checks.Agents;
using Pockr.Machines.Checks.Host;
using Pockr.Machines.Checks.Machines;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Checks;

/// <summary>All checks there are; a new one is a class of its own and a line here.</summary>
/// <param name="parts">What machines are worked on with.</param>
/// <param name="further">What else agents are asked, by who knows more of what is in a machine.</param>
internal sealed class CheckList(MachineParts parts, Func<CheckedAgent, IEnumerable<ICheck>> further)
{
    private readonly PockrHome _home = parts.Home;
    private readonly IProcessRunner _processes = parts.Environment.Processes;

    public IEnumerable<ICheck> OfHost() =>
    [
        new QemuPresentCheck(_processes),
        new QemuVersionCheck(_processes),
        new QemuImgPresentCheck(_processes),
        new HomeWritableCheck(_home),
        new HomePrivateCheck(_home),
        new SocketPathCheck(parts.Directory),
        new DiskSpaceCheck(_home),
        new MemoryCheck(parts.Environment.Host),
        new TemporaryFilesCheck("home.temporary", _home.Directory),
        new RemovedMachinesCheck(_home),
        new OrphanedMachinesCheck(parts.Directory, parts.Owned),
        new ImagePresentCheck(parts.Locator, parts.Directory),
        .. parts.Images.All().Select(image => new InstalledImageCheck(image)),
        new ImageLeftoversCheck(parts.Images),
        new UnusedImagesCheck(parts.Cleanup),
        new AccelerationCacheCheck(_home),
        new AcceleratorCheck(parts.Locator, parts.Acceleration),
    ];

    public CheckedMachine Look(MachineName name) => new(name, parts.Directory.FilesOf(name), parts.Store);

    public IEnumerable<ICheck> Of(CheckedMachine machine) =>
    [
        new ConfigCheck(machine),
        new PrivateCheck(machine),
        new TokenCheck(machine),
        new StateCheck(machine),
        new MachineImageCheck(machine, parts.Images, _processes),
        new DiskCheck(machine, parts.Images, parts.Chain, parts.QemuImg),
        new SuspendedCheck(machine),
        new UnfitMemoryCheck(machine),
        new TemporaryFilesCheck(machine.IdOf("temporary"), machine.Files.Directory),
        new SupervisorCheck(machine, parts.Supervision),
        .. Of(machine.Agent, further),
    ];

    /// <summary>What can be asked where nothing but the agent is known.</summary>
    public static IEnumerable<ICheck> Of(CheckedAgent agent, Func<CheckedAgent, IEnumerable<ICheck>> further) =>
        [new HealthCheck(agent), new PartsCheck(agent), .. further(agent)];
}
