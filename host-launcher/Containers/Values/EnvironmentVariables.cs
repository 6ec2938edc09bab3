using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>NAME=value</c>, and <c>NAME</c> alone, which takes the host's value; one the host does not have is left out.</summary>
internal static class EnvironmentVariables
{
    public static IReadOnlyList<string> Resolve(IEnumerable<string> given, Func<string, string?> hostVariable)
    {
        return [.. given.Select(text => ResolveOne(text, hostVariable)).OfType<string>()];
    }

    private static string? ResolveOne(string text, Func<string, string?> hostVariable)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals == 0 || text.Length == 0)
        {
            throw Failures.Usage($"'-e {text}' has no name.", "Write it as NAME=value, or NAME to take the host's value.");
        }

        return equals > 0 ? text : hostVariable(text) is { } value ? $"{text}={value}" : null;
    }
}
