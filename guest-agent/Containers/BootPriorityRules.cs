using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>When a container can have a place in the order in which they are started at a boot.</summary>
internal static class BootPriorityRules
{
    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        if (request.BootPriority is < 0 or > BootOrder.Last)
        {
            yield return new($"bootPriority is {request.BootPriority}.", $"Use 0 to {BootOrder.Last}; the lowest is started first.");
        }

        if (request is { BootPriority: not null, AutoRemove: true })
        {
            yield return new("autoRemove is given with bootPriority.", "Take one of them out: what is gone cannot start again.");
        }

        if (request is { BootPriority: not null, RestartPolicy.Name: "always" or "unless-stopped" })
        {
            yield return new(
                $"bootPriority is given with the restart policy '{request.RestartPolicy.Name}'.", "Use 'on-failure' or none: with this one dockerd starts it by itself, in no order.");
        }
    }
}
