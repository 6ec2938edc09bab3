namespace Pockr.Machines.Errors;

/// <summary>
/// Exit codes are contract: added to, never renumbered. <c>run</c> and <c>exec</c> pass the command's own code through and end with
/// <see cref="LauncherFailed"/> for every failure below.
/// </summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A failure that has no code of its own, or a bug.</summary>
    public const int Failure = 1;

    /// <summary>The command line cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>The machine does not run.</summary>
    public const int NotRunning = 3;

    /// <summary>The machine runs, but cannot run containers (yet).</summary>
    public const int NotHealthy = 4;

    /// <summary>There is no machine of that name.</summary>
    public const int MachineNotFound = 5;

    /// <summary>The machine runs or is suspended, and what was asked for would harm it.</summary>
    public const int MachineInUse = 6;

    /// <summary>A program is not installed.</summary>
    public const int MissingTool = 10;

    /// <summary>There is no image to make a machine of.</summary>
    public const int ImageNotFound = 11;

    /// <summary>The image is damaged or not of a kind this program knows.</summary>
    public const int ImageDamaged = 12;

    /// <summary>The host has not enough memory.</summary>
    public const int NotEnoughMemory = 13;

    /// <summary>The host has not enough disk space.</summary>
    public const int NotEnoughDisk = 14;

    /// <summary>A port of the host is in use.</summary>
    public const int PortInUse = 15;

    /// <summary>The machine did not come up.</summary>
    public const int BootFailed = 16;

    /// <summary>The machine's own disk is damaged.</summary>
    public const int DiskDamaged = 17;

    /// <summary>The machine's settings cannot be used.</summary>
    public const int InvalidSettings = 18;

    /// <summary>The agent refused, or cannot be reached.</summary>
    public const int AgentFailed = 19;

    /// <summary>QEMU refused its command line or a request.</summary>
    public const int QemuFailed = 20;

    /// <summary><c>doctor</c> found errors.</summary>
    public const int NotInOrder = 21;

    /// <summary>What is there was not made by this program, or is in use, and is left as it is.</summary>
    public const int LeftAlone = 22;

    /// <summary>The directory machines are kept in cannot be written to.</summary>
    public const int HomeUnwritable = 26;

    /// <summary>The machine's image is of a pockr that this one cannot speak with.</summary>
    public const int AgentOfAnotherAge = 27;

    /// <summary>There is no snapshot of that name.</summary>
    public const int SnapshotNotFound = 30;

    /// <summary>There is a machine, snapshot or file of that name already.</summary>
    public const int NameTaken = 31;

    /// <summary>The file is no machine that was exported, or is damaged.</summary>
    public const int PackedMachineUnusable = 32;

    /// <summary>The machine's disk is made of too many layers to get another.</summary>
    public const int TooManyLayers = 33;

    /// <summary>What was to be downloaded cannot be, or not to its end.</summary>
    public const int DownloadFailed = 34;

    /// <summary>The image is not signed by anybody this program trusts.</summary>
    public const int ImageUntrusted = 40;

    /// <summary><c>judge</c>: the program did not pass all cases.</summary>
    public const int NotAccepted = 50;

    /// <summary><c>sandbox run</c>: the command's time was over, as <c>timeout</c> of coreutils has it.</summary>
    public const int TimedOut = 124;

    /// <summary><c>run</c>, <c>exec</c>: it was not the command that failed.</summary>
    public const int LauncherFailed = 125;

    /// <summary><c>run</c>, <c>exec</c>: the command cannot be executed.</summary>
    public const int CommandNotExecutable = 126;

    /// <summary><c>run</c>, <c>exec</c>: there is no such command in the container.</summary>
    public const int CommandNotFound = 127;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
