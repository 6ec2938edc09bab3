using Pockr.Machines.Supervision;

namespace Pockr.Machines.Checks.Machines;

internal sealed class SupervisorCheck(CheckedMachine machine, ISupervision supervision) : ICheck
{
    public string Id => machine.IdOf("supervisor");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (machine.FindRunning() is not { } running)
        {
            return Finding.Skipped("It does not run.");
        }

        var status = await SupervisorStarts.AskAsync(machine.Files, cancellationToken);
        if (status?.QemuProcessId != running.Process.Id)
        {
            return Finding.Fixable(
                "Nobody looks after its ports, docker.sock and its clock: the supervisor is dead or hangs.",
                new Repair("Started another one.", token => supervision.EnsureAsync(machine.Name, running, token))) with { Status = Finding.Wrong };
        }

        return status.PortConflicts.Count == 0
            ? Finding.Ok($"It is process {status.ProcessId}.")
            : Finding.Warning(string.Join(' ', status.PortConflicts), "End what has the port, or publish the container at another.");
    }
}
