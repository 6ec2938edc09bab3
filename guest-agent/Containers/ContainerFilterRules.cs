using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Images;

namespace Pockr.GuestAgent.Containers;

/// <summary>Filters of a list as a query has them.</summary>
internal static class ContainerFilterRules
{
    private static readonly string[] s_states = ["created", "running", "paused", "restarting", "removing", "exited", "dead"];

    /// <summary>Null if nothing is filtered.</summary>
    public static ContainerFilters? Read(string[] statuses, string[] labels, string[] names, string[] ancestors)
    {
        Finding.ThrowIfAny(
        [
            .. statuses.Where(status => !s_states.Contains(status))
                .Select(status => new Finding($"'{status}' is not a state.", $"Use one of {string.Join(", ", s_states)}.")),
            .. labels.Where(label => label.Length == 0 || label[0] == '=')
                .Select(label => new Finding($"'{label}' is not a label.", "Give 'name' or 'name=value'.")),
            .. names.Where(name => !ContainerNames.IsPart(name))
                .Select(name => new Finding($"'{name}' cannot be in a name.", "Give a part of a name: a-z, A-Z, 0-9, '_', '.' and '-'.")),
            .. ancestors.Where(image => ImageReference.TryParse(image) is null)
                .Select(image => new Finding($"'{image}' {ImageReference.Rule}.", ImageReference.Remedy)),
        ]);
        return (statuses.Length | labels.Length | names.Length | ancestors.Length) == 0 ? null : new ContainerFilters
        {
            Statuses = NullIfEmpty(statuses),
            Labels = NullIfEmpty(labels),
            Names = NullIfEmpty([.. names.Select(Literal)]),
            Ancestors = NullIfEmpty(ancestors),
        };
    }

    // To dockerd a name is a regular expression.
    private static string Literal(string name) => name.Replace(".", @"\.", StringComparison.Ordinal);

    private static string[]? NullIfEmpty(string[] values) => values.Length == 0 ? null : values;
}
