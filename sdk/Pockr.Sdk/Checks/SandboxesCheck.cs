using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Checks;
using Pockr.Sdk.Sandboxes;

namespace Pockr.Sdk.Checks;

/// <summary>Sandboxes that nobody closed, and that nothing will remove: they do not run, are not to stay, and no lease keeps them.</summary>
internal sealed class SandboxesCheck(CheckedAgent agent) : AgentCheck(agent, "sandboxes")
{
    private static readonly (string, string)[] s_idle = [("label", SandboxLabels.Sandbox), ("status", "created"), ("status", "exited"), ("status", "dead")];

    protected override async Task<Finding> AskAsync(PockrClient client, CancellationToken cancellationToken)
    {
        var idle = await client.Containers.ListAsync(all: true, s_idle, cancellationToken).ConfigureAwait(false);
        var details = await Task.WhenAll(idle.Select(container => TryInspectAsync(client, container.Id, cancellationToken))).ConfigureAwait(false);
        var left = details.OfType<ContainerDetails>().Where(IsNobodys).Select(container => container.Name).Order(StringComparer.Ordinal).ToList();
        return left.Count == 0
            ? Finding.Ok("None was left behind.")
            : Finding.Warning(
                $"Stopped, and nobody's: {string.Join(", ", left)}.",
                "Remove them with 'pockr sandbox prune', or have one run again with 'pockr sandbox resume NAME'.");
    }

    private static bool IsNobodys(ContainerDetails container) =>
        SandboxLabels.Read(container) is { IsPersistent: false } && !container.Labels.ContainsKey(Lease.Label);

    private static async Task<ContainerDetails?> TryInspectAsync(PockrClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Containers.InspectAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            return null; // removed meanwhile
        }
    }
}
