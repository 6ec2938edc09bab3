using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>What never changes about a container, and its start, its output and its end depend on.</summary>
internal sealed record ContainerTraits(string Id, bool Tty, bool AutoRemove, bool IsVolatile)
{
    public static ContainerTraits Of(ContainerDetails container) => new(
        container.Id, container.Config.Tty, container.HostConfig.AutoRemove, IsVolatileBy(container.Config.Labels));

    public static ContainerTraits Of(string id, ContainerSpec spec) => new(
        id, spec.Tty, spec.HostConfig?.AutoRemove == true, IsVolatileBy(spec.Labels));

    private static bool IsVolatileBy(IReadOnlyDictionary<string, string>? labels) => labels?.ContainsKey(ContainerStarts.VolatileLabel) == true;
}
