using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines;

namespace Pockr.HostLauncher.Checks.Machines;

internal sealed class HealthCheck(CheckedMachine machine) : ICheck
{
    private const string Dockerd = "dockerd";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public string Id => machine.IdOf("health");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (machine.FindRunning() is not { } running || MachineToken.Find(machine.Files) is not { } token)
        {
            return Finding.Skipped("It does not run.");
        }

        using var client = new PockrClient(running.State.Url, token.Value);
        return await HealthProbe.AskAsync(client, s_patience, cancellationToken) switch
        {
            { Status: Health.Ok } => Finding.Ok("It can run containers."),
            { WaitingFor: { } part } => Finding.Error($"It waits for {part}.", $"Look at its log with 'pockr vm logs {machine.Name} --{(part == Dockerd ? part : "agent")}'."),
            { } health => Finding.Error($"It is {health.Status}.", $"Look at its log with 'pockr vm logs {machine.Name} --agent'."),
            null => Finding.Error(
                $"Its agent does not answer at {running.State.Url}.",
                $"Look at its console with 'pockr vm logs {machine.Name}'; 'pockr up {machine.Name}' starts it anew if it stays so."),
        };
    }
}
