using Pockr.Contracts;

namespace Pockr.Machines.Checks.Agents;

internal sealed class HealthCheck(CheckedAgent agent) : ICheck
{
    private const string Dockerd = "dockerd";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public string Id => agent.IdOf("health");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (agent.Find() is not { } client)
        {
            return Finding.Skipped("It does not run.");
        }

        return await HealthProbe.AskAsync(client, s_patience, cancellationToken) switch
        {
            { Status: Health.Ok } => Finding.Ok("It can run containers."),
            { WaitingFor: { } part } => Finding.Error($"It waits for {part}.", $"Look at its log with {agent.LogOf(part == Dockerd ? part : "agent")}."),
            { } health => Finding.Error($"It is {health.Status}.", $"Look at its log with {agent.LogOf("agent")}."),
            null => Finding.Error($"Its agent does not answer at {client.Agent}.", Unreachable),
        };
    }

    private string Unreachable => agent.Machine is { } name
        ? $"Look at its console with 'pockr vm logs {name}'; 'pockr up {name}' starts it anew if it stays so."
        : "See whether the way there is open; on the machine's host, 'pockr status' tells how it is.";
}
