using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>Reads <c>--filter KIND=VALUE</c>.</summary>
internal static class ContainerFilters
{
    public static IReadOnlyList<(string Kind, string Value)> Parse(IEnumerable<string> texts, IReadOnlyList<string> kinds) => [.. texts.Select(text =>
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < text.Length - 1 && kinds.Contains(text[..equals])
            ? (text[..equals], text[(equals + 1)..])
            : throw Failures.Usage($"'--filter {text}' is not known.", $"Write KIND=VALUE, where KIND is one of {string.Join(", ", kinds)}.");
    })];
}
