using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Machines;

/// <summary>Takes machines away, whole.</summary>
internal sealed class MachineRemoval(PockrHome home, MachineStore store, MachineDown down)
{
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
        var grave = Path.Combine(home.Machines, $".removed-{Guid.NewGuid():N}");
        Directory.Move(files.Directory, grave);
        foreach (var left in Directory.EnumerateDirectories(home.Machines, ".removed-*"))
        {
            Directory.Delete(left, recursive: true);
        }
    }
}
