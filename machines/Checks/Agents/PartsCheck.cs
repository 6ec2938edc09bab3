using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Machines.Checks.Agents;

/// <summary>The parts of a machine, its disk and its clock among them.</summary>
internal sealed class PartsCheck(CheckedAgent agent) : AgentCheck(agent, "parts")
{
    private const string Disk = "disk";

    private readonly CheckedAgent _agent = agent;

    protected override async Task<Finding> AskAsync(PockrClient client, CancellationToken cancellationToken)
    {
        var parts = (await client.GetHealthDetailsAsync(cancellationToken)).Parts;
        var wanting = parts.Where(part => part.Stage != HealthPart.Ok).ToList();
        if (wanting.Count == 0)
        {
            return Finding.Ok($"All {parts.Count} are well.");
        }

        var reason = string.Join(' ', wanting.Select(part => $"{part.Name}: {part.Detail}"));
        return wanting.Any(part => part.Stage == HealthPart.Failed) ? Finding.Error(reason, RemedyFor(wanting)) : Finding.Warning(reason, RemedyFor(wanting));
    }

    private string RemedyFor(List<HealthPart> wanting) => wanting.Any(part => part.Name == Disk)
        ? "Remove what nobody needs with 'pockr system prune', or make the disk larger with 'pockr vm resize'."
        : $"Wait until it has started; if it stays so, look at its log with {_agent.LogOf("agent")}.";
}
