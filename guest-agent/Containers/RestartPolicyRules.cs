using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>When a container is to be started again.</summary>
internal static class RestartPolicyRules
{
    public static IEnumerable<Finding> Find(RestartPolicy? policy, bool autoRemove)
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

        if (autoRemove && policy.Name != "no")
        {
            yield return new($"autoRemove is given with the restart policy '{policy.Name}'.", "Take one of them out: what is gone cannot start again.");
        }
    }
}
