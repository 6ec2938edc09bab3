namespace Pockr.Machines.Disks;

/// <summary>The name of every file in a snapshot's directory, which is in its machine's.</summary>
internal sealed record SnapshotFiles(string Directory)
{
    public string Name => Path.GetFileName(Directory);

    public string Info => Path.Combine(Directory, "snapshot.json");

    /// <summary>What the machine had in memory, if it was not shut down.</summary>
    public string Memory => Path.Combine(Directory, "memory");

    public static SnapshotFiles Of(MachineFiles machine, SnapshotName name) => new(Path.Combine(machine.Snapshots, name.Value));

    /// <summary>The snapshots a machine has.</summary>
    public static IEnumerable<SnapshotFiles> AllOf(MachineFiles machine) => !System.IO.Directory.Exists(machine.Snapshots)
        ? []
        : System.IO.Directory.EnumerateDirectories(machine.Snapshots)
            .Where(directory => SnapshotName.IsValid(Path.GetFileName(directory)))
            .Order(StringComparer.Ordinal)
            .Select(directory => new SnapshotFiles(directory));
}
