namespace Pockr.Machines.Errors;

/// <summary>What can go wrong where files are copied between this host and containers.</summary>
internal static partial class Failures
{
    public static LauncherException CopyDirectoryMissing(string path) => new(
        $"There is no directory {path}.",
        "Make it first, or leave the slash at its end out to copy to a file of that name.");

    public static LauncherException CopyOntoFile(string source, string destination) => new(
        $"{source} is a directory and {destination} is not.",
        "Name a directory, or something that is not there yet.");

    public static LauncherException CopyIntoFile(string destination) => new(
        $"{destination} is a file, and not a directory.",
        "Leave the slash at its end out to replace it.");

    public static LauncherException CopyIsNoDirectory(string destination) => new(
        $"{destination} is no directory, and a tar is unpacked in one.",
        "Make it first, or name another.");

    public static LauncherException ArchiveEntryRefused(string entry, string reason) => new(
        $"'{entry}' is not copied: {reason}.",
        "Copy into a directory that is empty; what was copied before it is there.",
        ExitCodes.LeftAlone);

    public static LauncherException ArchiveDamaged(string reason, Exception cause) => new(
        $"What came is no tar, or cut off: {reason}",
        "Try again; 'pockr doctor' says whether the machine is in order.",
        ExitCodes.AgentFailed,
        cause);

    public static LauncherException FileUnwritable(string path, string reason, Exception cause) => new(
        $"{path} cannot be written: {reason}",
        "Check who may write there, and that the disk is not full.",
        ExitCodes.Failure,
        cause);
}
