using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.Machines;

/// <summary>Takes machines away, whole.</summary>
internal sealed class MachineRemoval(PockrHome home, MachineStore store, MachineDown down, DiskLayers layers)
{
    private const string GravePrefix = ".removed-";

    /// <summary>Machines of which not all is gone.</summary>
    public static IEnumerable<string> FindGraves(PockrHome home) =>
        Directory.Exists(home.Machines) ? Directory.EnumerateDirectories(home.Machines, $"{GravePrefix}*") : [];

    public static void ClearGraves(PockrHome home)
    {
        foreach (var grave in FindGraves(home).ToList())
        {
            Directory.Delete(grave, recursive: true);
        }
    }

    public async Task RemoveAsync(MachineName name, bool force, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        if (!Directory.Exists(files.Directory))
        {
            throw Failures.MachineNotFound(name.Value);
        }

        if (force)
        {
            await DiscardAsync(name, reporter, cancellationToken);
            return;
        }

        if (store.FindRunning(files) is not null || MachineStore.FindSuspended(files) is { Template: null })
        {
            throw Failures.MachineInUse(name.Value);
        }

        await down.DownAsync(name, powerOff: true, reporter, cancellationToken);
        using var held = await FileLock.AcquireAsync(files.Lock, () => { }, cancellationToken);
        if (store.FindRunning(files) is not null)
        {
            throw Failures.MachineInUse(name.Value); // somebody was quicker
        }

        await TakeAwayAsync(files, reporter, cancellationToken);
    }

    /// <summary>Takes away a machine of which nothing is to be left: its QEMU is ended where it stands. Fine if the machine is gone.</summary>
    public async Task DiscardAsync(MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        try
        {
            using var held = await FileLock.AcquireAsync(
                files.Lock, () => reporter.Stage("waiting for another pockr that starts or stops this machine"), cancellationToken);
            await EndProcessesAsync(name, files, cancellationToken);
            await TakeAwayAsync(files, reporter, cancellationToken);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody was quicker.
        }
    }

    // The supervisor first, which would take QEMU's end for a crash; unless it is the one that does this.
    private async Task EndProcessesAsync(MachineName name, MachineFiles files, CancellationToken cancellationToken)
    {
        ProcessEntry?[] processes = [MachineStore.FindSupervisor(files), store.FindRunning(files)?.Process ?? store.FindByPidFile(files)];
        foreach (var process in processes.OfType<ProcessEntry>().Where(process => process.Id != Environment.ProcessId))
        {
            if (!await store.EndAsync(process, cancellationToken))
            {
                throw Failures.StillRunning(name.Value, process.Id);
            }
        }
    }

    private async Task TakeAwayAsync(MachineFiles files, IBootReporter reporter, CancellationToken cancellationToken)
    {
        // Whole or not at all, whatever ends this process: what has another name is no machine.
        Directory.Move(files.Directory, Path.Combine(home.Machines, $"{GravePrefix}{Guid.NewGuid():N}"));
        ClearGraves(home);
        using var locked = await layers.LockAsync(reporter, cancellationToken);
        layers.RemoveUnneeded();
    }
}
