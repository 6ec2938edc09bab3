using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pockr.Fuzz.Tests;

/// <summary>Puts something else in the place of a value of a JSON document, which stays one: what reads it is then met behind its parser.</summary>
internal static class JsonChange
{
    /// <returns>Nothing for what is no JSON, or nothing but one value.</returns>
    public static byte[]? TryMake(byte[] input, Random random, IReadOnlyList<string> texts)
    {
        try
        {
            return input is [(byte)'{' or (byte)'[', ..] ? Make(JsonNode.Parse(input)!, random, texts) : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null; // a change before this one has made it something else
        }
    }

    private static byte[]? Make(JsonNode root, Random random, IReadOnlyList<string> texts)
    {
        var values = BelowOf(root).ToList();
        if (values.Count == 0)
        {
            return null;
        }

        var (parent, name, index) = values[random.Next(values.Count)];
        var replacement = Replacement(random, texts);
        switch (parent)
        {
            case JsonObject members when random.Next(8) == 0:
                members.Remove(name!);
                break;
            case JsonObject members:
                members[name!] = replacement;
                break;
            case JsonArray items when random.Next(4) == 0:
                items.Insert(index, replacement);
                break;
            case JsonArray items:
                items[index] = replacement;
                break;
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static JsonNode? Replacement(Random random, IReadOnlyList<string> texts) => random.Next(9) switch
    {
        0 or 1 => null,
        2 => new JsonArray((JsonNode?)null),
        3 => new JsonArray(),
        4 => new JsonObject(),
        5 => random.Next(2) == 0,
        6 => random.NextInt64(long.MinValue, long.MaxValue),
        7 => random.Next(-2, 70000),
        _ => texts[random.Next(texts.Count)],
    };

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> BelowOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => BelowOf(member.Value).Prepend((members, member.Key, 0))),
        JsonArray items => items.SelectMany((item, index) => BelowOf(item).Prepend((items, null, index))),
        _ => [],
    };
}
