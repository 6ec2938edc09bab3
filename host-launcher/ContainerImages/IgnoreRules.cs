using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>What a <c>.dockerignore</c> leaves of a build's context; the last line that is about an entry counts.</summary>
internal sealed class IgnoreRules : IChoice
{
    public const string FileName = ".dockerignore";

    private readonly IReadOnlyList<IgnorePattern> _patterns;
    private readonly IReadOnlyCollection<string> _always;

    /// <param name="lines">Lines of the file.</param>
    /// <param name="always">Names of what the build itself needs, which are taken whatever the lines say.</param>
    public IgnoreRules(IEnumerable<string> lines, params IReadOnlyCollection<string> always)
    {
        _patterns = [.. lines.Select(Parse).OfType<IgnorePattern>()];
        _always = always;
    }

    public bool Takes(string name) => _always.Contains(name) || !IsIgnored(name);

    public bool LooksInto(string name) =>
        !IsIgnored(name) || _patterns.Any(pattern => pattern.IsException) || _always.Any(needed => needed.StartsWith($"{name}/", StringComparison.Ordinal));

    private bool IsIgnored(string name)
    {
        var isIgnored = false;
        foreach (var pattern in _patterns)
        {
            // One that could change nothing need not be tried.
            if (pattern.IsException == isIgnored && pattern.Matches(name))
            {
                isIgnored = !isIgnored;
            }
        }

        return isIgnored;
    }

    private static IgnorePattern? Parse(string line, int index)
    {
        try
        {
            return IgnorePattern.Parse(index == 0 ? line.TrimStart('\ufeff') : line);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw CommandFailures.IgnoreLineUnusable(index + 1, line, failure.Message, failure);
        }
    }
}
