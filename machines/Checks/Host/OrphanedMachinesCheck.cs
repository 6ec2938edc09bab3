namespace Pockr.Machines.Checks.Host;

/// <summary>Machines that were a program's own, which was killed.</summary>
internal sealed class OrphanedMachinesCheck(MachineDirectory directory, OwnedMachines owned) : ICheck
{
    public string Id => "home.orphaned";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var orphans = directory.Names.Where(name => OwnedMachines.IsOrphaned(directory.FilesOf(name))).ToList();
        return Task.FromResult(orphans.Count == 0
            ? Finding.Ok("No program has left a machine of its own behind.")
            : Finding.Fixable(
                $"Programs that have ended left machines of their own behind: {string.Join(", ", orphans)}.",
                new Repair("Removed them.", token => owned.EndOrphansAsync(new NoReporter(), token))));
    }
}
