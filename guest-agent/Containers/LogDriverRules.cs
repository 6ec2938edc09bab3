using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>How the output of a container is kept. The other drivers of dockerd's hand it to somebody, and nobody of theirs is in the machine.</summary>
internal static class LogDriverRules
{
    private const string None = "none";

    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        if (request.LogDriver is not (null or None or "json-file" or "local"))
        {
            yield return new($"logDriver is '{request.LogDriver}'.", "Use 'json-file', 'local' or 'none'.");
        }

        if (request is { LogDriver: None, LogOptions.Count: > 0 })
        {
            yield return new("logOptions are given with the logDriver 'none'.", "Take them out, or name another driver.");
        }
    }
}
