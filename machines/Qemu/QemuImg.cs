using System.Globalization;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Qemu;

/// <summary>The few <c>qemu-img</c> calls there are, each a method named for what it is for.</summary>
internal sealed class QemuImg(IProcessRunner processes)
{
    private const string Tool = "qemu-img";
    private const int Leaks = 3;
    private const long MiB = 1 << 20;

    /// <summary>Makes a disk whose unwritten parts are the base's, and as large as that if no size is given.</summary>
    public async Task CreateOverlayAsync(string baseDisk, string overlay, long? bytes, CancellationToken cancellationToken)
    {
        var temporary = AtomicFile.TemporaryNameFor(overlay);
        try
        {
            await RunAsync(
                ["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", Path.GetFullPath(baseDisk), temporary, .. SizeOf(bytes)],
                cancellationToken);
            AtomicFile.Flush(temporary);
            AtomicFile.Publish(temporary, overlay);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Makes sure a disk can be used. Leaked clusters, which a killed QEMU leaves behind, only take space.</summary>
    public async Task EnsureUsableAsync(string overlay, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(new ProcessCommand(Tool, ["check", "-q", "-f", "qcow2", overlay]), cancellationToken);
        if (result.ExitCode is not (0 or Leaks))
        {
            var reason = result.ErrorTail.Length > 0 ? result.ErrorTail : $"qemu-img check ended with code {result.ExitCode}.";
            throw Failures.DiskDamaged(overlay, reason);
        }
    }

    /// <summary>Makes a disk larger. What it has more of is empty.</summary>
    public Task GrowAsync(string disk, long bytes, CancellationToken cancellationToken) =>
        RunAsync(["resize", "-q", "-f", "qcow2", disk, Text(bytes)], cancellationToken);

    /// <summary>Writes what a disk has otherwise than a base into a file that names no other.</summary>
    /// <param name="disk">A disk that lies over the base, and over nothing else.</param>
    /// <param name="baseDisk">The base.</param>
    /// <param name="target">The new file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PackAsync(string disk, string baseDisk, string target, CancellationToken cancellationToken)
    {
        await RunAsync(["convert", "-q", "-c", "-f", "qcow2", "-O", "qcow2", "-B", baseDisk, "-F", "qcow2", disk, target], cancellationToken);
        await RunAsync(["rebase", "-u", "-f", "qcow2", "-b", "", target], cancellationToken);
    }

    /// <summary>Writes into a disk what it shows of all that lies between it and a base, and lays it over that.</summary>
    public Task FlattenAsync(string disk, string baseDisk, CancellationToken cancellationToken) =>
        RunAsync(["rebase", "-q", "-f", "qcow2", "-F", "qcow2", "-b", baseDisk, disk], cancellationToken);

    /// <summary>Lays a disk that was written as <see cref="PackAsync"/> does over its base again.</summary>
    public Task UnpackAsync(string disk, string baseDisk, CancellationToken cancellationToken) =>
        RunAsync(["rebase", "-u", "-f", "qcow2", "-F", "qcow2", "-b", baseDisk, disk], cancellationToken);

    public static void EnsureSpace(string directory, long neededMiB)
    {
        var freeMiB = new DriveInfo(directory).AvailableFreeSpace / MiB;
        if (freeMiB < neededMiB)
        {
            throw Failures.NotEnoughDisk(directory, freeMiB, neededMiB);
        }
    }

    private static string[] SizeOf(long? bytes) => bytes is { } size ? [size.ToString(CultureInfo.InvariantCulture)] : [];

    private async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(new ProcessCommand(Tool, arguments), cancellationToken);
        if (!result.Succeeded)
        {
            throw Failures.ToolFailed(result);
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
