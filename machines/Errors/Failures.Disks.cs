namespace Pockr.Machines.Errors;

/// <summary>Failures of machines' disks, and of what is kept and made of them.</summary>
internal static partial class Failures
{
    public static LauncherException MachineRuns(string name) => new(
        $"The machine '{name}' runs.",
        $"Suspend it with 'pockr down {name}', or shut it down with 'pockr down --power-off {name}'.",
        ExitCodes.MachineInUse);

    public static LauncherException InvalidDiskSize(string text, int largestMiB) => new(
        $"'{text}' cannot be a disk's size.",
        $"Write it in MiB, or as 20480m, 20g or 1t, up to {largestMiB >> 20}t: '--disk 20g'.",
        ExitCodes.Usage);

    public static LauncherException DiskCannotShrink(string name, long wantedMiB, long hasMiB) => new(
        $"The disk of the machine '{name}' has {hasMiB} MiB and cannot be made smaller, to {wantedMiB} MiB: its file system may have data anywhere on it.",
        $"Name a larger size; 'pockr up' makes a new machine with a smaller disk. On this host, a disk takes only what was written to it.",
        ExitCodes.InvalidSettings);

    public static LauncherException DiskSuspended(string name) => new(
        $"The machine '{name}' is suspended, and what it has in memory is of a disk of its present size.",
        $"Let it go on with 'pockr up {name}' and resize it while it runs, or shut it down with 'pockr down --power-off {name}' first.",
        ExitCodes.MachineInUse);

    public static LauncherException TooManyLayers(string name, int files) => new(
        $"The disk of the machine '{name}' is made of {files} files, one for each snapshot, copy and restore; more would make it slow.",
        $"Make one file of it: 'pockr vm export {name} FILE', then 'pockr vm import FILE NEW'.",
        ExitCodes.TooManyLayers);

    public static LauncherException InvalidSnapshotName(string name) => new(
        $"'{name}' cannot be a snapshot's name.",
        "Use 1 to 32 lower-case letters, digits and hyphens, a letter or digit first.",
        ExitCodes.Usage);

    public static LauncherException SnapshotExists(string machine, string name) => new(
        $"The machine '{machine}' has a snapshot '{name}' already.",
        $"Name another, or remove that one: 'pockr snapshot rm {name} --vm {machine}'.",
        ExitCodes.NameTaken);

    public static LauncherException SnapshotNotFound(string machine, string name, IReadOnlyList<string> others) => new(
        $"The machine '{machine}' has no snapshot '{name}'.",
        others.Count > 0 ? $"Name one that it has: {string.Join(", ", others)}." : $"Make one with 'pockr snapshot save {name} --vm {machine}'.",
        ExitCodes.SnapshotNotFound);

    public static LauncherException RestoreLosesMachine(string machine, string snapshot, bool runs) => new(
        $"The machine '{machine}' {(runs ? "runs" : "is suspended")}: what runs in it, and all it has written since its last snapshot, would be lost.",
        $"Keep it with 'pockr snapshot save NAME --vm {machine}', or lose it with 'pockr snapshot restore --force {snapshot} --vm {machine}'.",
        ExitCodes.MachineInUse);

    public static LauncherException RestoreUnfinished(string machine, string snapshot, string marker) => new(
        $"The machine '{machine}' was being made what it was in the snapshot '{snapshot}', which is gone.",
        $"Restore another one with 'pockr snapshot restore NAME --vm {machine}', or keep the disk as it is: 'rm {marker}'.",
        ExitCodes.SnapshotNotFound);

    public static LauncherException MachineExists(string name) => new(
        $"There is a machine '{name}' already.",
        $"Name another, or remove that one with all that is in it: 'pockr vm rm {name}'.",
        ExitCodes.NameTaken);

    public static LauncherException FileExists(string path) => new(
        $"{path} exists already.",
        "Name another file, or remove that one.",
        ExitCodes.NameTaken);

    public static LauncherException FileMissing(string path, string reason, Exception? cause = null) => new(
        $"{path} cannot be opened: {reason}",
        "Check the path, and who may read and write there.",
        ExitCodes.Failure,
        cause);

    public static LauncherException PackedMachineUnusable(string source, string finding, Exception? cause = null) => new(
        $"{source} cannot be imported: {finding}",
        "Use a file that 'pockr vm export' wrote, whole.",
        ExitCodes.PackedMachineUnusable,
        cause);

    public static LauncherException PackedImageMissing(string imageId, bool isPacked) => new(
        $"The machine was made of the image {imageId}, which is not here.",
        isPacked
            ? "The file has it too: 'pockr vm import --with-image' takes it over, if you trust where the file is from."
            : "Export the machine with 'pockr vm export --with-image', or bring up a machine of that image here first: 'pockr up NAME --image DIR'.",
        ExitCodes.ImageNotFound);
}
