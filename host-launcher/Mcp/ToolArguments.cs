using System.Text.Json;

namespace Pockr.HostLauncher.Mcp;

/// <summary>What the model has sent with a call of a tool. None of it is trusted to be what the schema asks for.</summary>
internal sealed class ToolArguments
{
    private readonly IReadOnlyDictionary<string, JsonElement> _values;

    public ToolArguments(string tool, IReadOnlyList<ToolParameter> parameters, IEnumerable<KeyValuePair<string, JsonElement>> values)
    {
        // Models send null for what they leave out.
        _values = values.Where(value => value.Value.ValueKind != JsonValueKind.Null).ToDictionary();
        var names = parameters.Select(parameter => parameter.Name).ToList();
        if (_values.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw ToolFailures.UnknownArgument(tool, unknown, names);
        }
    }

    public string? Text(ToolParameter parameter) => Find(parameter) is { } value ? TextOf(parameter, value) : null;

    public string RequiredText(ToolParameter parameter) => Text(parameter) ?? throw ToolFailures.ArgumentMissing(parameter.Name);

    public IReadOnlyList<string>? Texts(ToolParameter parameter) =>
        Find(parameter) is { } value ? [.. ItemsOf(parameter, value).Select(item => TextOf(parameter, item))] : null;

    public int? Integer(ToolParameter parameter) => Find(parameter) is { } value ? IntegerOf(parameter, value) : null;

    public IReadOnlyList<int>? Integers(ToolParameter parameter) =>
        Find(parameter) is { } value ? [.. ItemsOf(parameter, value).Select(item => IntegerOf(parameter, item))] : null;

    public double? Number(ToolParameter parameter) => Find(parameter) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? Within(parameter, number)
        : throw ToolFailures.WrongType(parameter, value);

    private JsonElement? Find(ToolParameter parameter) => _values.TryGetValue(parameter.Name, out var value) ? value : null;

    private static JsonElement.ArrayEnumerator ItemsOf(ToolParameter parameter, JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw ToolFailures.WrongType(parameter, value);

    private static string TextOf(ToolParameter parameter, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw ToolFailures.WrongType(parameter, value);
        }

        try
        {
            var text = value.GetString()!;
            return parameter.Choices.Count == 0 || parameter.Choices.Contains(text) ? text : throw ToolFailures.NoChoice(parameter, text);
        }
        catch (InvalidOperationException)
        {
            throw ToolFailures.NoText(parameter.Name); // half of a surrogate pair, which JSON can spell
        }
    }

    private static int IntegerOf(ToolParameter parameter, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsInteger(number)
            ? (int)Within(parameter, number)
            : throw ToolFailures.WrongType(parameter, value);

    private static double Within(ToolParameter parameter, double number) =>
        number >= parameter.Least && number <= parameter.Most ? number : throw ToolFailures.OutOfBounds(parameter, number);
}
