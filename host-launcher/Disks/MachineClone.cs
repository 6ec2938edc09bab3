using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Disks;

/// <summary>Makes a machine that has all that another has. Both lie over what the other's disk was.</summary>
internal sealed class MachineClone(PockrHome home, DiskLayers layers, Standstill standstill)
{
    /// <summary>Makes the machine, which does not run yet. A source that runs is suspended for it, and goes on.</summary>
    public Task CloneAsync(MachineName source, MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        NewMachine.EnsureNew(name, home.FilesOf(name));
        return standstill.DuringAsync(source, still => MakeAsync(still, name, reporter, cancellationToken), reporter, cancellationToken);
    }

    // What the source has in memory knows the source's token and name, so it is not copied: the new machine boots, from a disk that was written
    // out before the source was suspended.
    private async Task<MachineFiles> MakeAsync(StillMachine source, MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var locked = await layers.LockAsync(reporter, cancellationToken);
        reporter.Stage("copying the machine");
        using var made = NewMachine.Begin(home);
        var layer = await layers.FreezeAsync(source.Name, source.Files, source.BaseDisk, cancellationToken);
        await layers.LayOverAsync(layer, made.Files, cancellationToken);
        MachineStore.Save(made.Files, source.Config with { Port = null });
        made.Publish(name, home.FilesOf(name));
        return home.FilesOf(name);
    }
}
