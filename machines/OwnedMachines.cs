namespace Pockr.Machines;

/// <summary>
/// Machines that belong to a program. It holds a lock in the machine's directory for as long as it lives; once it has ended, however it did, the
/// lock is free, and whoever finds it so takes the machine away.
/// </summary>
internal sealed class OwnedMachines(MachineDirectory directory, MachineRemoval removal)
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Takes a name, which no machine has yet, for one that is to end with this program.</summary>
    /// <returns>What holds the machine. Nothing if somebody was quicker.</returns>
    public static FileLock? TryTake(MachineFiles files)
    {
        PrivateDirectory.Create(files.Directory);
        var owner = FileLock.TryAcquire(files.Owner);
        if (File.Exists(files.Owner))
        {
            return owner;
        }

        // Before it was held, it looked like nobody's, and was taken away.
        owner?.Dispose();
        return null;
    }

    /// <summary>Whether the machine was a program's that has ended.</summary>
    public static bool IsOrphaned(MachineFiles files) => File.Exists(files.Owner) && !FileLock.IsHeld(files.Owner);

    /// <summary>Returns when the program a machine belongs to has ended; never, if it belongs to none.</summary>
    public static async Task WaitForOrphanAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        if (!File.Exists(files.Owner))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        while (!IsOrphaned(files))
        {
            await Task.Delay(s_betweenLooks, cancellationToken);
        }
    }

    /// <summary>Takes a machine away, if its program has ended.</summary>
    public Task EndOrphanAsync(MachineName name, IBootReporter reporter, CancellationToken cancellationToken) =>
        IsOrphaned(directory.FilesOf(name)) ? removal.DiscardAsync(name, reporter, cancellationToken) : Task.CompletedTask;

    /// <summary>Takes away all that programs have left that were killed.</summary>
    public async Task EndOrphansAsync(IBootReporter reporter, CancellationToken cancellationToken)
    {
        foreach (var name in directory.Names.ToList())
        {
            await EndOrphanAsync(name, reporter, cancellationToken);
        }
    }
}
