using Pockr.Machines.Processes;

namespace Pockr.Machines.Errors;

/// <summary>All failures users see, so that wording and exit codes can be read side by side. Here: host and command line.</summary>
internal static partial class Failures
{
    public static LauncherException Usage(string message, string remedy) => new(message, remedy, ExitCodes.Usage);

    public static LauncherException ToolMissing(string tool, string package, Exception? cause = null) => new(
        $"'{tool}' is not on PATH.",
        $"Install it, for example with 'apt install {package}'.",
        ExitCodes.MissingTool,
        cause);

    public static LauncherException ToolFailed(ProcessResult result) => new(
        $"{result.Command} exited with code {result.ExitCode}: {result.ErrorTail}",
        "Run the same command by hand to see all of its output.",
        ExitCodes.QemuFailed);

    public static LauncherException NotEnoughMemory(int wantedMiB, int availableMiB, int minimumMiB) => new(
        $"Not enough memory: the machine is to have {wantedMiB} MiB, and the host has {availableMiB} MiB to spare.",
        availableMiB >= minimumMiB
            ? $"Give it less with 'pockr up --memory {Math.Max(minimumMiB, availableMiB / 2)}', or end other programs."
            : $"End other programs: the machine needs at least {minimumMiB} MiB.",
        ExitCodes.NotEnoughMemory);

    public static LauncherException NotEnoughDisk(string directory, long freeMiB, long neededMiB) => new(
        $"Not enough disk space: {directory} has {freeMiB} MiB free, and {neededMiB} MiB are needed.",
        "Free some, or set POCKR_HOME to a directory on another disk.",
        ExitCodes.NotEnoughDisk);

    public static LauncherException PortInUse(int port, int freePort, string option) => new(
        $"Port {port} of this host is in use by another program.",
        $"Take a free one, such as {freePort}: '{option}'.",
        ExitCodes.PortInUse);

    public static LauncherException SocketPathTooLong(string path, int bytes, int limit) => new(
        $"The path {path} has {bytes} bytes, and a Unix socket's may have {limit}.",
        "Set POCKR_HOME to a directory with a shorter path.",
        ExitCodes.InvalidSettings);

    public static LauncherException HomeUnwritable(string directory, string reason) => new(
        $"{directory} cannot be written to: {reason}",
        "Make it writable and see that its disk is not full, or set POCKR_HOME to another directory.",
        ExitCodes.HomeUnwritable);

    public static LauncherException FileUnreadable(string path, string reason, Exception? cause = null) => new(
        $"{path} cannot be read: {reason}",
        $"Mend the file or move it away: 'mv {path} {path}.bad'.",
        ExitCodes.InvalidSettings,
        cause);

    public static LauncherException FileBecameShorter(string path) => new(
        $"{path} became shorter while it was read.",
        "Try again when nobody writes to it.");
}
