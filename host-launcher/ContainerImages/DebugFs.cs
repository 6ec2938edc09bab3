using System.Globalization;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>Reads ext4 images without mounting them, which takes no root: the tools of e2fsprogs.</summary>
internal sealed class DebugFs(IProcessRunner processes)
{
    private const int MostLines = 100;
    private const int BlockBytes = 512; // of ulimit, by POSIX
    private const int FileTooLarge = 128 + 25; // SIGXFSZ

    // Where they are on Debian, and not on everybody's PATH.
    private static readonly string[] s_directories = ["/usr/sbin", "/sbin"];

    /// <summary>Writes all files of an image into an empty directory. They are the user's there; modes stay, but for set-id bits.</summary>
    public async Task UnpackAsync(string image, string directory, CancellationToken cancellationToken)
    {
        // debugfs believes what it reads: a name with a slash in it, or the same name twice, would have it write elsewhere. e2fsck does not.
        await CheckAsync(image, cancellationToken);
        await DumpAsync(image, directory, cancellationToken);
    }

    /// <summary>
    /// Removes what was unpacked: not even its owner may write to some directories, and .NET finds no file again whose name is not UTF-8.
    /// </summary>
    public Task RemoveAsync(string directory) =>
        processes.RunAsync(new ProcessCommand("sh", ["-c", "chmod -R u+rwX \"$1\"; rm -rf \"$1\"", "sh", directory]), CancellationToken.None);

    // Of some damage e2fsck never tires: it is ended when it has told enough.
    private async Task CheckAsync(string image, CancellationToken cancellationToken)
    {
        await using var check = processes.Start(new ProcessCommand(PathOf("e2fsck"), ["-f", "-n", image]));
        var told = await check.ReadLinesAsync(cancellationToken).Take(MostLines).ToListAsync(cancellationToken);
        if (told.Count == MostLines || await check.WaitForExitAsync(cancellationToken) != 0)
        {
            throw CommandFailures.ExtImageDamaged(image, string.Join('\n', told).TrimEnd());
        }
    }

    // A file of holes takes no room in an image, and all of its size here: one that is larger than the image is not written to its end. Where the
    // signal that ends debugfs then is ignored, it complains of each block.
    private async Task DumpAsync(string image, string directory, CancellationToken cancellationToken)
    {
        var limit = string.Create(CultureInfo.InvariantCulture, $"ulimit -f {(SizeOf(image) / BlockBytes) + 1} 2>/dev/null; exec \"$@\" 2>&1");
        await using var dump = processes.Start(new ProcessCommand("sh", ["-c", limit, "sh", PathOf("debugfs"), "-R", $"rdump / \"{directory}\"", image]));
        var complaint = await dump.ReadLinesAsync(cancellationToken).FirstOrDefaultAsync(IsComplaint, cancellationToken);
        var exitCode = complaint is null ? await dump.WaitForExitAsync(cancellationToken) : 0;
        if (exitCode == FileTooLarge || (complaint is not null && IsOfLimit(complaint)))
        {
            throw CommandFailures.ExtImageOfHoles(image);
        }

        if (exitCode != 0 || complaint is not null)
        {
            throw CommandFailures.ExtImageDamaged(image, complaint ?? $"debugfs ended with {exitCode}.");
        }
    }

    private static long SizeOf(string image)
    {
        using var file = File.OpenRead(image); // a link is followed
        return file.Length;
    }

    private static string PathOf(string tool) => s_directories.Select(directory => Path.Combine(directory, tool)).FirstOrDefault(File.Exists) ?? tool;

    // The reason it gives is that of an earlier failure, if there was one.
    private static bool IsOfLimit(string complaint) =>
        complaint.EndsWith("while writing file", StringComparison.Ordinal) && !complaint.Contains("No space", StringComparison.Ordinal);

    // It begins with its version, and only root can give files to others.
    private static bool IsComplaint(string line) =>
        line.Length > 0 && !line.StartsWith("debugfs ", StringComparison.Ordinal) && !line.Contains("changing ownership", StringComparison.Ordinal);
}
