using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Errors;

/// <summary>Failures around sandboxes and projects.</summary>
internal static partial class CommandFailures
{
    public static LauncherException RunTimedOut(string sandbox) => new(
        $"The command in '{sandbox}' took longer than it may, and was ended with all it had started.",
        "Give it more time with '--timeout SECONDS', or leave it running with '--detach'.",
        ExitCodes.TimedOut);

    public static LauncherException DebianNotMade(ProcessResult result) => new(
        $"No root file system could be made of Debian's packages: {result.ErrorTail}",
        "As another user than root, 'newuidmap' (package uidmap) and user namespaces are needed. Or build on an image you have: '--base IMAGE'.",
        ExitCodes.Failure);

    public static LauncherException CodeMissing(string language) => new(
        $"There is no {language} code to run.",
        "Give it as one word after the name, or through a pipe.",
        ExitCodes.Usage);

    public static LauncherException CodeTooLong(int bytes, int limit) => new(
        $"The code has {bytes} bytes, and {limit} is the most that can be given to an interpreter as one word.",
        "Put it into a file with 'pockr sandbox push', and run that.",
        ExitCodes.Usage);

    public static LauncherException ProjectUnwritable(string directory, Exception cause) => new(
        $"'{directory}' cannot be made a project: {cause.Message}",
        "Choose a directory you may write to, or make room on its disk.",
        ExitCodes.HomeUnwritable,
        cause);
}
