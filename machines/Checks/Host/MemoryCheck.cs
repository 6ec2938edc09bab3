namespace Pockr.Machines.Checks.Host;

internal sealed class MemoryCheck(Func<HostResources> host) : ICheck
{
    public string Id => "host.memory";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var available = host().AvailableMemoryMiB;
        return Task.FromResult(available < MachineConfig.DefaultMemoryMiB
            ? Finding.Warning(
                $"{available} MiB are to spare, and a machine gets {MachineConfig.DefaultMemoryMiB} if nothing else is said.",
                "End other programs, or give the machine less with 'pockr up --memory SIZE'.")
            : Finding.Ok($"{available} MiB are to spare."));
    }
}
