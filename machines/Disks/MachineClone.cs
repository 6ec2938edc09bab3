namespace Pockr.Machines.Disks;

/// <summary>Makes a machine that has all that another has. Both lie over what the other's disk was.</summary>
internal sealed class MachineClone(PockrHome home, DiskLayers layers, Standstill standstill)
{
    /// <summary>Makes the machine, which does not run yet. A source that runs is suspended for it, and goes on.</summary>
    public Task CloneAsync(MachineName source, MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        NewMachine.EnsureNew(name, home.FilesOf(name));
        return standstill.DuringAsync(source, still => MakeAsync(still, name, reporter, cancellationToken), reporter, cancellationToken);
    }

    private async Task<MachineFiles> MakeAsync(StillMachine source, MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var locked = await layers.LockAsync(reporter, cancellationToken);
        reporter.Stage("copying the machine");
        using var made = NewMachine.Begin(home);
        var memory = MachineStore.FindSuspended(source.Files);
        var layer = await layers.FreezeAsync(source.Name, source.Files, source.BaseDisk, cancellationToken);
        await layers.LayOverAsync(layer, made.Files, cancellationToken);
        if (memory is not null)
        {
            ShareMemory(source.Files, memory, made.Files);
        }

        MachineStore.Save(made.Files, source.Config with { Port = null });
        made.Publish(name, home.FilesOf(name));
        return home.FilesOf(name);
    }

    // What is in it fits to the layer that both lie over from here on. That the copy is somebody else, it is told as soon as it goes on.
    private static void ShareMemory(MachineFiles source, SuspendedMemory memory, MachineFiles made)
    {
        if (memory.Template is null)
        {
            AtomicFile.LinkOrCopy(source.SuspendedMemory, made.SuspendedMemory);
        }

        MachineStore.Save(made, memory);
    }
}
