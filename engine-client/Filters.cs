using System.Text.Json;

namespace Pockr.EngineClient;

/// <summary>The engine's filters: JSON in a query, each name with the values that count.</summary>
internal static class Filters
{
    /// <summary>A query of those filters that have a value, with its question mark; empty if none has.</summary>
    public static string Query(params ReadOnlySpan<(string Name, IReadOnlyList<string> Values)> filters)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (name, values) in filters)
        {
            if (values.Count > 0)
            {
                given[name] = values;
            }
        }

        var json = JsonSerializer.Serialize(given, EngineJson.Default.IReadOnlyDictionaryStringIReadOnlyListString);
        return EnginePath.Query(("filters", given.Count == 0 ? null : json));
    }
}
