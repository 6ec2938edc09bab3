using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>How it is looked whether a container is well.</summary>
internal static class HealthCheckRules
{
    private const long Longest = 24 * 60 * 60 * 1000;

    public static IEnumerable<Finding> Find(HealthCheck? check)
    {
        if (check is null)
        {
            yield break;
        }

        if (check.Test is not (["NONE"] or ["CMD-SHELL", _] or ["CMD", _, ..]))
        {
            yield return new(
                $"healthCheck.test is [{string.Join(", ", check.Test)}].",
                "Give 'CMD' with a command and its arguments, 'CMD-SHELL' with one line for the shell, or 'NONE'.");
        }

        (string Name, long Value)[] durations =
            [("interval", check.Interval), ("timeout", check.Timeout), ("startPeriod", check.StartPeriod)];
        foreach (var (name, value) in durations.Where(duration => duration.Value is < 0 or > Longest))
        {
            yield return new($"healthCheck.{name} is {value}.", $"Give milliseconds, 0 to {Longest}.");
        }

        if (check.Retries < 0)
        {
            yield return new($"healthCheck.retries is {check.Retries}.", "Give 0 or more.");
        }
    }
}
