namespace Pockr.Machines.Supervision;

internal interface ISupervision
{
    /// <summary>Makes sure that a machine has a supervisor that lives and answers.</summary>
    /// <returns>Whether it has.</returns>
    Task<bool> EnsureAsync(MachineName name, RunningMachine machine, CancellationToken cancellationToken);
}
