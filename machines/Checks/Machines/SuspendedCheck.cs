namespace Pockr.Machines.Checks.Machines;

/// <summary>The memory of a suspended machine. What cannot be used is dropped by the next start as well.</summary>
internal sealed class SuspendedCheck(CheckedMachine machine) : ICheck
{
    public string Id => machine.IdOf("suspended");

    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private Finding Look()
    {
        var files = machine.Files;
        var memory = new FileInfo(files.SuspendedMemory);
        if (machine.FindRunning() is not null)
        {
            return Finding.Skipped("It runs.");
        }

        if (MachineStore.FindSuspended(files) is { } suspended)
        {
            return memory.Exists && memory.Length == suspended.Bytes
                ? Finding.Ok($"It goes on with what it had in memory at {suspended.SavedAt:u}.")
                : Finding.Warning(
                    $"Of its memory {(memory.Exists ? memory.Length : 0)} bytes of {suspended.Bytes} are there.",
                    $"'pockr up {machine.Name}' sets it aside and boots; the disk had been written out before.");
        }

        return File.Exists(files.Suspended) || memory.Exists
            ? Finding.Fixable("Memory is there that no start can use.", new Repair("Removed it; the disk had been written out before.", () => Suspension.Drop(files)))
            : Finding.Ok("It is not suspended.");
    }
}
