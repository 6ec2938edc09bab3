namespace Pockr.Machines.Checks.Machines;

/// <summary>Whether what is written of a machine's process is so.</summary>
internal sealed class StateCheck(CheckedMachine machine) : ICheck
{
    public string Id => machine.IdOf("state");

    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private Finding Look()
    {
        var files = machine.Files;
        if (machine.FindRunning() is { } running)
        {
            return Finding.Ok($"It runs, as process {running.Process.Id}.");
        }

        if (machine.Store.FindByPidFile(files) is { } orphan)
        {
            return Finding.Error(
                $"Its QEMU, process {orphan.Id}, runs, and state.json does not tell how to reach it.",
                $"'pockr down {machine.Name}' ends it, 'pockr up {machine.Name}' starts it anew.");
        }

        var traces = MachineStore.FindTraces(files);
        if (traces.Count == 0)
        {
            return Finding.Ok(MachineStore.FindSuspended(files) is null ? "It is stopped." : "It is suspended.");
        }

        return machine.Store.FindStranger(files) is { } stranger
            ? Finding.Warning(
                $"It does not run, and its files name process {stranger.Id}, which is '{stranger.Name}' by now.",
                $"Leave that process alone: it is not the machine's. 'pockr up {machine.Name}' starts the machine.")
            : Finding.Fixable(
                $"It does not run, and {string.Join(", ", traces.Select(Path.GetFileName))} say that it did.",
                new Repair("Removed them.", () => MachineStore.RemoveTraces(files)));
    }
}
