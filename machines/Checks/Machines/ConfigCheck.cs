using Pockr.Machines.Errors;

namespace Pockr.Machines.Checks.Machines;

internal sealed class ConfigCheck(CheckedMachine machine) : ICheck
{
    public string Id => machine.IdOf("config");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var config = MachineStore.FindConfig(machine.Files);
        return Task.FromResult(config switch
        {
            not null => Finding.Ok($"{config.Cpus} processors, {config.MemoryMiB} MiB, {config.Image}."),
            null when File.Exists(machine.Files.Overlay) => Finding.Error(
                Failures.FileUnreadable(machine.Files.Config, "it is missing, and the disk beside it belongs to an unknown image.")),
            _ => Finding.Warning(
                "It was never started to its end.", $"Start it with 'pockr up {machine.Name}', or remove it with 'pockr vm rm {machine.Name}'."),
        });
    }
}
