namespace Pockr.Machines.Checks.Host;

/// <summary>Machines whose removal was cut short: they are none any more.</summary>
internal sealed class RemovedMachinesCheck(PockrHome home) : ICheck
{
    public string Id => "home.removed";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var count = MachineRemoval.FindGraves(home).Count();
        return Task.FromResult(count == 0
            ? Finding.Ok("No removal was cut short.")
            : Finding.Fixable(
                $"Of {count} removed machines not all is gone.", new Repair("Removed the rest.", () => MachineRemoval.ClearGraves(home))));
    }
}
