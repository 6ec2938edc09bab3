using Pockr.Machines.Disks;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Checks.Machines;

/// <summary>The user's disk. It is looked at and never touched.</summary>
internal sealed class DiskCheck(CheckedMachine machine, ImageStore images, DiskChain chain, QemuImg qemuImg) : ICheck
{
    private const long MiB = 1 << 20;

    public string Id => machine.IdOf("disk");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var disk = new FileInfo(machine.Files.Overlay);
        if (!disk.Exists)
        {
            return Finding.Ok("It has none yet; its next start makes one.");
        }

        if (machine.FindRunning() is not null || machine.Store.FindByPidFile(machine.Files) is not null)
        {
            return Finding.Skipped("It is in use.");
        }

        if (machine.TryFindConfig() is not { } config || images.Find(config.Image) is not { } image)
        {
            return Finding.Skipped("The image that it lies over is not known, or not there.");
        }

        chain.Read(disk.FullName, Path.GetFullPath(image.BaseDisk));
        await qemuImg.EnsureUsableAsync(disk.FullName, cancellationToken);
        return Finding.Ok($"It is in order ({disk.Length / MiB} MiB).");
    }
}
