using Pockr.Machines.Qemu;

namespace Pockr.Machines.Checks.Host;

internal sealed class DiskSpaceCheck(PockrHome home) : ICheck
{
    private const long MiB = 1 << 20;

    public string Id => "host.disk-space";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var place = home.Directory;
        while (!Directory.Exists(place))
        {
            place = Path.GetDirectoryName(place)!;
        }

        QemuImg.EnsureSpace(place, MachinePreparation.NeededDiskMiB);
        return Task.FromResult(Finding.Ok($"{new DriveInfo(place).AvailableFreeSpace / MiB} MiB are free."));
    }
}
