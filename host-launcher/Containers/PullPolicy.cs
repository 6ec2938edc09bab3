using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers;

/// <summary>When the image of a new container is pulled.</summary>
internal enum PullPolicy
{
    Missing,
    Always,
    Never,
}

/// <summary>Reads <c>--pull</c>.</summary>
internal static class PullPolicies
{
    public static PullPolicy Parse(string? text) => text switch
    {
        null or "missing" => PullPolicy.Missing,
        "always" => PullPolicy.Always,
        "never" => PullPolicy.Never,
        _ => throw Failures.Usage($"'--pull {text}' is not known.", "Use 'always', 'missing' or 'never'."),
    };
}
