using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Errors;

/// <summary>Failures of what Docker has in a machine: images, volumes, networks, files.</summary>
internal static partial class CommandFailures
{
    public static LauncherException NoNameIn(string source) => new(
        $"No name of an image can be made of '{source}'.",
        "Name it: NAME:TAG, for example 'mine:1'.",
        ExitCodes.Usage);

    public static LauncherException InputIsTerminal(string command) => new(
        $"'{command}' reads from standard input, and that is a terminal.",
        $"Name a file, or hand one over: '{command} <FILE'.",
        ExitCodes.Usage);

    public static LauncherException NoGraphicsProcessor() => new(
        "'--gpus' cannot be had: the machine has no graphics processor, as QEMU hands none of this host's on to it.",
        "Leave it out; 'pockr config set cpus=N' gives the machine more processors.",
        ExitCodes.Usage);

    public static LauncherException OutputIsTerminal(string command) => new(
        $"'{command}' writes an archive to standard output, and that is a terminal.",
        $"Name a file, or take the archive: '{command} >FILE'.",
        ExitCodes.Usage);

    public static LauncherException IgnoreLineUnusable(int line, string text, string reason, Exception cause) => new(
        $"Line {line} of .dockerignore, '{text}', is no pattern: {reason}.",
        "Mend the line, or take it out.",
        ExitCodes.Usage,
        cause);

    public static LauncherException NoContext(string directory) => new(
        $"There is no directory '{directory}' to build from.",
        "Name the directory that has the Dockerfile in it, or - for a tar on standard input.",
        ExitCodes.Usage);

    public static LauncherException DockerfileOutside(string dockerfile, string directory) => new(
        $"The Dockerfile {dockerfile} is not in {directory}, of which alone a build is made.",
        "Put it there, or build from a directory that has it.",
        ExitCodes.Usage);

    public static LauncherException DockerfileMissing(string dockerfile) => new(
        $"There is no Dockerfile {dockerfile}.",
        "Name the one to use with '-f FILE'.",
        ExitCodes.Usage);

    public static LauncherException CopyEnds(string message) => new(
        message,
        "Write 'pockr cp CONTAINER:PATH LOCAL' or 'pockr cp LOCAL CONTAINER:PATH'; - is a tar on standard input or output.",
        ExitCodes.Usage);

    public static LauncherException ExtImageOfHoles(string image) => new(
        $"{image} has a file in it that is larger than the image itself: most of it is holes, which would be written out.",
        "Remove that file, or make a tar of what is in the image.",
        ExitCodes.Failure);

    public static LauncherException ExtImageDamaged(string image, string reason) => new(
        $"{image} cannot be read as a file system: {reason}",
        $"Mend it with 'e2fsck -f {image}', or make a tar of what is in it.",
        ExitCodes.Failure);
}
