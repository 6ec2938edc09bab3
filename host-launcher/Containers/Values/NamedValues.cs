using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>NAME=VALUE</c>, and <c>NAME</c> alone, whose value is empty. The last of a name counts.</summary>
internal static class NamedValues
{
    /// <param name="option">The option they were given with.</param>
    /// <param name="texts">What was given.</param>
    /// <param name="separator">What is between name and value.</param>
    public static Dictionary<string, string> Parse(string option, IEnumerable<string> texts, char separator = '=')
    {
        Dictionary<string, string> values = [];
        foreach (var text in texts)
        {
            var end = text.IndexOf(separator, StringComparison.Ordinal);
            if (end == 0 || text.Length == 0)
            {
                throw Failures.Usage($"'{option} {text}' has no name.", $"Write it as '{option} NAME{separator}VALUE'.");
            }

            values[end < 0 ? text : text[..end]] = end < 0 ? "" : text[(end + 1)..];
        }

        return values;
    }
}
