using Pockr.Machines.Errors;

namespace Pockr.Machines.Disks;

/// <summary>A snapshot that is kept.</summary>
internal sealed record KeptSnapshot(SnapshotFiles Files, Snapshot Snapshot);

/// <summary>Keeps what machines are, and makes them that again.</summary>
internal sealed class SnapshotStore(PockrHome home, DiskLayers layers, DiskChain chain, PendingRestore pending, Standstill standstill)
{
    public static Snapshot Read(SnapshotFiles files) =>
        MachineStore.FindSnapshot(files) ?? throw Failures.FileUnreadable(files.Info, "it is missing.");

    /// <summary>What is kept of a machine, by name.</summary>
    public IEnumerable<KeptSnapshot> List(MachineName machine) =>
        SnapshotFiles.AllOf(EnsureThere(machine)).Select(snapshot => new KeptSnapshot(snapshot, Read(snapshot)));

    /// <summary>What the files a snapshot was made with take on this host's disk.</summary>
    public long BytesOf(KeptSnapshot kept) => new[] { kept.Files.Memory, layers.PathOf(kept.Snapshot.Layer) }
        .Where(File.Exists)
        .Sum(path => new FileInfo(path).Length);

    /// <summary>Keeps what a machine is. One that runs is suspended for it, and goes on.</summary>
    public Task<KeptSnapshot> SaveAsync(MachineName machine, SnapshotName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        EnsureNew(machine, name);
        return standstill.DuringAsync(machine, still => KeepAsync(still, name, reporter, cancellationToken), reporter, cancellationToken);
    }

    /// <summary>Makes a machine what it was. What it is now is lost.</summary>
    /// <returns>Whether the next start goes on at the snapshot's moment; otherwise the machine boots.</returns>
    public async Task<bool> RestoreAsync(
        MachineName machine, SnapshotName name, bool force, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(machine);
        var source = Find(machine, name);
        var runs = standstill.Runs(machine);
        if (!force && (runs || MachineStore.FindSuspended(files) is not null))
        {
            throw Failures.RestoreLosesMachine(machine.Value, name.Value, runs);
        }

        // Suspended and not powered off: until the decision, nothing is lost.
        await standstill.SuspendAsync(machine, reporter, cancellationToken);
        using var still = await standstill.HoldAsync(machine, reporter, cancellationToken, finishRestore: false);
        reporter.Stage("restoring the disk");
        chain.Read(layers.PathOf(Read(source).Layer), still.BaseDisk);
        PendingRestore.Decide(files, name);
        await pending.FinishAsync(machine, files, cancellationToken);
        return MachineStore.FindSuspended(files) is not null;
    }

    public async Task RemoveAsync(MachineName machine, SnapshotName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var held = await standstill.LockAsync(machine, reporter, cancellationToken);
        await pending.FinishAsync(machine, home.FilesOf(machine), cancellationToken);
        var source = Find(machine, name);
        using var locked = await layers.LockAsync(reporter, cancellationToken);

        // Whole or not at all, whatever ends this process: what has another name is no snapshot.
        Directory.Move(source.Directory, AtomicFile.TemporaryNameFor(source.Directory));
        RemoveLeftovers(home.FilesOf(machine));
        layers.RemoveUnneeded();
    }

    private async Task<KeptSnapshot> KeepAsync(StillMachine machine, SnapshotName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        EnsureNew(machine.Name, name);
        using var locked = await layers.LockAsync(reporter, cancellationToken);
        reporter.Stage("keeping the disk");
        RemoveLeftovers(machine.Files);
        var memory = MachineStore.FindSuspended(machine.Files);
        var layer = await layers.FreezeAsync(machine.Name, machine.Files, machine.BaseDisk, cancellationToken);
        var kept = new KeptSnapshot(
            SnapshotFiles.Of(machine.Files, name), new Snapshot { Layer = layer, CreatedAt = DateTimeOffset.UtcNow, Memory = memory });
        Write(kept, machine.Files);
        return kept;
    }

    // Under another name until all of it is there.
    private static void Write(KeptSnapshot kept, MachineFiles machine)
    {
        var made = new SnapshotFiles(AtomicFile.TemporaryNameFor(kept.Files.Directory));
        PrivateDirectory.Create(machine.Snapshots);
        PrivateDirectory.Create(made.Directory);
        try
        {
            if (kept.Snapshot.Memory is not null)
            {
                // A second name: the machine takes its own away when it goes on.
                AtomicFile.LinkOrCopy(machine.SuspendedMemory, made.Memory);
            }

            MachineStore.Save(made, kept.Snapshot);
            AtomicFile.Publish(made.Directory, kept.Files.Directory);
        }
        catch
        {
            RemoveLeftovers(machine);
            throw;
        }
    }

    private static void RemoveLeftovers(MachineFiles machine)
    {
        if (Directory.Exists(machine.Snapshots))
        {
            foreach (var left in Directory.EnumerateDirectories(machine.Snapshots, ".*.tmp"))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    private SnapshotFiles Find(MachineName machine, SnapshotName name)
    {
        var files = EnsureThere(machine);
        var source = SnapshotFiles.Of(files, name);
        return Directory.Exists(source.Directory)
            ? source
            : throw Failures.SnapshotNotFound(machine.Value, name.Value, [.. SnapshotFiles.AllOf(files).Select(snapshot => snapshot.Name)]);
    }

    private MachineFiles EnsureThere(MachineName machine)
    {
        var files = home.FilesOf(machine);
        return Directory.Exists(files.Directory) ? files : throw Failures.MachineNotFound(machine.Value);
    }

    private void EnsureNew(MachineName machine, SnapshotName name)
    {
        if (Directory.Exists(SnapshotFiles.Of(home.FilesOf(machine), name).Directory))
        {
            throw Failures.SnapshotExists(machine.Value, name.Value);
        }
    }
}
