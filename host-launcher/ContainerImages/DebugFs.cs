using Pockr.HostLauncher.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>Reads ext4 images without mounting them, which takes no root: the tools of e2fsprogs.</summary>
internal sealed class DebugFs(IProcessRunner processes)
{
    // Where they are on Debian, and not on everybody's PATH.
    private static readonly string[] s_directories = ["/usr/sbin", "/sbin"];

    /// <summary>Writes all files of an image into an empty directory. They are the user's there; modes stay, but for set-id bits.</summary>
    public async Task UnpackAsync(string image, string directory, CancellationToken cancellationToken)
    {
        // debugfs believes what it reads: a name with a slash in it, or the same name twice, would have it write elsewhere. e2fsck does not.
        var check = await RunAsync("e2fsck", ["-f", "-n", image], cancellationToken);
        if (!check.Succeeded)
        {
            throw CommandFailures.ExtImageDamaged(image, check.Output.TrimEnd());
        }

        var dump = await RunAsync("debugfs", ["-R", $"rdump / \"{directory}\"", image], cancellationToken);
        var complaints = dump.Error.Split('\n').Where(IsComplaint).ToList();
        if (!dump.Succeeded || complaints.Count > 0)
        {
            throw CommandFailures.ExtImageDamaged(image, string.Join('\n', complaints));
        }
    }

    private Task<ProcessResult> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var path = s_directories.Select(directory => Path.Combine(directory, tool)).FirstOrDefault(File.Exists);
        return processes.RunAsync(new ProcessCommand(path ?? tool, arguments), cancellationToken);
    }

    // It begins with its version, and only root can give files to others.
    private static bool IsComplaint(string line) =>
        line.Length > 0 && !line.StartsWith("debugfs ", StringComparison.Ordinal) && !line.Contains("changing ownership", StringComparison.Ordinal);
}
