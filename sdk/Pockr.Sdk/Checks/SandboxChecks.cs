using Pockr.Machines;
using Pockr.Machines.Checks;
using Pockr.Sdk.Projects;

namespace Pockr.Sdk.Checks;

/// <summary>What is checked of a host and its machines, with the sandboxes in them.</summary>
internal static class SandboxChecks
{
    private const string AgentId = "agent";

    /// <summary>Checks of this host and its machines.</summary>
    public static Checkup CheckupOf(MachineParts parts) => new(new CheckList(parts, InAgent), parts.Directory);

    /// <summary>Checks of a machine of which nothing but the agent is known.</summary>
    public static IEnumerable<ICheck> Of(Client.PockrClient client) => CheckList.Of(new CheckedAgent(AgentId, null, () => client), InAgent);

    /// <summary>Checks of a project.</summary>
    public static IEnumerable<ICheck> Of(Func<Project?> find) => [new ProjectRecordsCheck(find)];

    private static IEnumerable<ICheck> InAgent(CheckedAgent agent) => [new SandboxesCheck(agent)];
}
