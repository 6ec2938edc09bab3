using System.Text.Json.Nodes;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Disks;

/// <summary>Makes a machine's disk larger, while it runs or when it is down.</summary>
internal sealed class DiskResize(
    PockrHome home, MachineStore store, IMachineMonitor monitor, Standstill standstill, DiskChain chain, QemuImg qemuImg)
{
    /// <returns>What the file system has room for now, in bytes; nothing if that grows with the next start.</returns>
    public async Task<long?> ResizeAsync(MachineName name, int diskMiB, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        using var held = await standstill.LockAsync(name, reporter, cancellationToken);
        var running = store.FindRunning(files);
        var config = MachineStore.FindConfig(files);
        if (config is null || !File.Exists(files.Overlay))
        {
            throw Failures.MachineNotFound(name.Value);
        }

        if (MachineStore.FindSuspended(files) is not null || File.Exists(files.Restoring))
        {
            throw Failures.DiskSuspended(name.Value);
        }

        var baseDisk = home.BaseDiskOf(config.Image);
        var hasMiB = DiskChain.HeaderOf(chain.Read(files.Overlay, baseDisk)[0]).VirtualBytes / DiskSize.MiB;
        if (diskMiB < hasMiB)
        {
            throw Failures.DiskCannotShrink(name.Value, diskMiB, hasMiB);
        }

        NoteSpace(files, diskMiB, reporter);

        // Said first: what is cut short after this is done by the next boot.
        config = config with { DiskMiB = diskMiB };
        MachineStore.Save(files, config);
        if (running is null)
        {
            await qemuImg.GrowAsync(files.Overlay, config.DiskBytes, cancellationToken);
            return null;
        }

        reporter.Stage("making the disk larger");
        var size = new JsonObject { ["device"] = QemuCommandLine.DiskId, ["size"] = config.DiskBytes };
        await monitor.ExecuteAsync(files, "block_resize", cancellationToken, size);
        reporter.Stage("having the file system grow");
        return await FileSystemGrowth.GrowAsync(running, MachineToken.Ensure(files), config.DiskBytes, cancellationToken);
    }

    // It takes what is written to it, so this may do for long.
    private static void NoteSpace(MachineFiles files, int diskMiB, IBootReporter reporter)
    {
        var freeMiB = new DriveInfo(files.Directory).AvailableFreeSpace / DiskSize.MiB;
        if (freeMiB < diskMiB)
        {
            reporter.Note($"This host has {freeMiB} MiB free, less than the machine may write now.");
        }
    }
}
