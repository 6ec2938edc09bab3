using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>When a container is to be started again.</summary>
internal static class RestartPolicyRules
{
    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        var conflicts = request.RestartPolicy is { Name: not "no" } policy ? FindConflicts(request, policy.Name) : [];
        return [.. Find(request.RestartPolicy), .. conflicts];
    }

    public static IEnumerable<Finding> Find(RestartPolicy? policy)
    {
        if (policy is null)
        {
            yield break;
        }

        if (policy.Name is not ("no" or "always" or "unless-stopped" or "on-failure"))
        {
            yield return new($"'{policy.Name}' is not a restart policy.", "Use 'no', 'always', 'unless-stopped' or 'on-failure'.");
        }

        if (policy.MaximumRetryCount < 0 || (policy.MaximumRetryCount > 0 && policy.Name != "on-failure"))
        {
            yield return new($"maximumRetryCount of '{policy.Name}' is {policy.MaximumRetryCount}.", "Give 0 or more with 'on-failure', and none with the others.");
        }
    }

    private static IEnumerable<Finding> FindConflicts(CreateContainerRequest request, string policy)
    {
        if (request.AutoRemove)
        {
            yield return new($"autoRemove is given with the restart policy '{policy}'.", "Take one of them out: what is gone cannot start again.");
        }

        if (request.Volatile)
        {
            yield return new($"volatile is given with the restart policy '{policy}'.", "Take one of them out: dockerd's own restarts clear nothing away.");
        }
    }
}
