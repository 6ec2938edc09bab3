using System.Text;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Disks;

/// <summary>
/// A restore that was decided upon. Disk and memory are several files, which cannot be exchanged all at once: so the decision is a file, and
/// as long as it is there, whoever wants anything of the machine finishes the restore first. Each step can be done again.
/// </summary>
internal sealed class PendingRestore(DiskLayers layers)
{
    /// <summary>From here on, the machine is what it was in the snapshot.</summary>
    public static void Decide(MachineFiles files, SnapshotName snapshot) =>
        AtomicFile.Write(files.Restoring, Encoding.UTF8.GetBytes(snapshot.Value));

    /// <summary>Finishes the restore that was decided upon, if there is one. The machine's lock is held, and it does not run.</summary>
    public async Task FinishAsync(MachineName machine, MachineFiles files, CancellationToken cancellationToken)
    {
        if (!File.Exists(files.Restoring))
        {
            return;
        }

        var name = await File.ReadAllTextAsync(files.Restoring, cancellationToken);
        var source = SnapshotName.IsValid(name) ? SnapshotFiles.Of(files, SnapshotName.Parse(name)) : null;
        if (source is null || MachineStore.FindSnapshot(source) is not { } snapshot)
        {
            throw Failures.RestoreUnfinished(machine.Value, name, files.Restoring);
        }

        Suspension.Drop(files); // it fits to the disk that goes
        await layers.LayOverAsync(snapshot.Layer, files, cancellationToken);
        if (snapshot.Memory is { } memory && File.Exists(source.Memory))
        {
            PutMemoryBack(source, memory, files);
        }

        AtomicFile.Remove(files.Restoring);
    }

    // A second name: the machine takes its own away when it goes on, and the snapshot keeps what it has.
    private static void PutMemoryBack(SnapshotFiles source, SuspendedMemory memory, MachineFiles files)
    {
        var temporary = AtomicFile.TemporaryNameFor(files.SuspendedMemory);
        try
        {
            AtomicFile.LinkOrCopy(source.Memory, temporary);
            AtomicFile.Publish(temporary, files.SuspendedMemory);
        }
        finally
        {
            File.Delete(temporary);
        }

        MachineStore.Save(files, memory);
    }
}
