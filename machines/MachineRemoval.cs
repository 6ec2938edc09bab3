using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>Takes machines away, whole.</summary>
internal sealed class MachineRemoval(PockrHome home, MachineStore store, MachineDown down, DiskLayers layers)
{
    private const string GravePrefix = ".removed-";

    /// <summary>Machines of which not all is gone.</summary>
    public static IEnumerable<string> FindGraves(PockrHome home) =>
        Directory.Exists(home.Machines) ? Directory.EnumerateDirectories(home.Machines, $"{GravePrefix}*") : [];

    public static void ClearGraves(PockrHome home)
    {
        foreach (var grave in FindGraves(home).ToList())
        {
            Directory.Delete(grave, recursive: true);
        }
    }

    public async Task RemoveAsync(MachineName name, bool force, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        if (!Directory.Exists(files.Directory))
        {
            throw Failures.MachineNotFound(name.Value);
        }

        if (!force && (store.FindRunning(files) is not null || MachineStore.FindSuspended(files) is { Template: null }))
        {
            throw Failures.MachineInUse(name.Value);
        }

        await down.DownAsync(name, powerOff: true, reporter, cancellationToken);
        using var held = await FileLock.AcquireAsync(files.Lock, () => { }, cancellationToken);
        if (store.FindRunning(files) is not null)
        {
            throw Failures.MachineInUse(name.Value); // somebody was quicker
        }

        // Whole or not at all, whatever ends this process: what has another name is no machine.
        Directory.Move(files.Directory, Path.Combine(home.Machines, $"{GravePrefix}{Guid.NewGuid():N}"));
        ClearGraves(home);
        using var locked = await layers.LockAsync(reporter, cancellationToken);
        layers.RemoveUnneeded();
    }
}
