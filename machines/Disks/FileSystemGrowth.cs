using Pockr.Client;

namespace Pockr.Machines.Disks;

/// <summary>Has the file system of a machine take up all of a disk that was made larger.</summary>
internal static class FileSystemGrowth
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(200);

    /// <summary>After a boot: the disk may have been made larger while the machine was down. The machine is of use without it.</summary>
    public static async Task EnsureAsync(
        MachineConfig config, RunningMachine machine, MachineToken token, IBootReporter reporter, CancellationToken cancellationToken)
    {
        if (config.DiskMiB is null)
        {
            return;
        }

        reporter.Stage("looking at the size of the disk");
        try
        {
            await GrowAsync(machine, token, config.DiskBytes, cancellationToken);
        }
        catch (PockrException failure)
        {
            reporter.Note($"The file system does not take up all of the disk: {failure.Message}");
        }
    }

    /// <summary>The guest's kernel hears of a disk that grows under it a moment later.</summary>
    /// <returns>What the file system has room for, in bytes.</returns>
    public static async Task<long> GrowAsync(RunningMachine machine, MachineToken token, long deviceBytes, CancellationToken cancellationToken)
    {
        using var client = new PockrClient(machine.State.Url, token.Value);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        while (true)
        {
            var grown = await client.GrowDiskAsync(limit.Token);
            if (grown.DeviceBytes >= deviceBytes)
            {
                return grown.TotalBytes;
            }

            await Task.Delay(s_betweenTries, limit.Token);
        }
    }
}
