using Pockr.Contracts;

namespace Pockr.GuestAgent.Files;

/// <summary>What the kernel's errors are to a client.</summary>
internal static class FileProblems
{
    public static Problem From(FileCallException failure)
    {
        var path = failure.Path;
        return failure.Error switch
        {
            FileErrors.NoEntry or FileErrors.NoProcess => Problems.Make(404, ProblemCodes.FileNotFound, $"There is no '{path}' in the container.",
                "Check the path; its directory has to be there."),
            FileErrors.Exists => Problems.Make(409, ProblemCodes.FileExists, $"There is a '{path}' in the container already.",
                "Take another path, remove what is there, or say that it may be there: parents=true for a directory, \"overwrite\":true for a move."),
            FileErrors.IsDirectory => Problems.Make(409, ProblemCodes.FileExists, $"'{path}' is a directory, which nothing but a directory replaces.",
                "Take another path, or remove it first."),
            FileErrors.NotEmpty => Problems.Make(409, ProblemCodes.DirectoryNotEmpty, $"The directory '{path}' is not empty.",
                "Remove it with recursive=true."),
            FileErrors.Busy => Problems.Make(409, ProblemCodes.MountPoint,
                $"'{path}' is a mount of the container, or the kernel needs it; it was left, and so was everything above it.",
                "Remove what is in it instead, or make the container again without that mount."),
            FileErrors.OtherMount => Problems.Make(409, ProblemCodes.OtherFileSystem,
                $"'{path}' cannot be moved there: that is another mount, or it is a directory that came with the image.",
                "Copy it: GET .../files/archive, PUT .../files/archive, then remove it."),
            FileErrors.ReadOnly => Problems.ReadOnly($"'{path}' is on a file system that cannot be written."),
            FileErrors.NotAllowed or FileErrors.NoAccess => Problems.Make(403, ProblemCodes.NotPermitted,
                $"The kernel lets nobody do this to '{path}'.", "Kernel file systems such as /proc, and files made immutable, are not changed."),
            FileErrors.NoDirectory => Problems.Invalid($"'{path}' is not a directory, or something on the way to it is not.", "Check the path."),
            FileErrors.Loop => Problems.Invalid($"Too many links are on the way to '{path}', or one of those of /proc.", "Give the path without them."),
            FileErrors.NameTooLong => Problems.Invalid($"A part of '{path}' is too long.", "Use parts of at most 255 bytes."),
            FileErrors.Invalid or FileErrors.NotSupported => Problems.Invalid($"This cannot be done to '{path}'.",
                "A directory is not moved into itself, and some file systems only move with \"overwrite\":true."),
            FileErrors.TryAgain => Problems.Make(409, ProblemCodes.ContainerConflict, $"The container moved '{path}' meanwhile.", "Ask again."),
            FileErrors.NoSpace or FileErrors.NoQuota => Problems.Make(507, ProblemCodes.DiskFull, $"The disk of '{path}' is full.",
                "Remove what is not needed, for example with 'docker system prune', or give the machine a larger disk."),
            _ => Problems.InternalError,
        };
    }
}
