using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Original;

/// <summary>
/// Reads a body as Pockr's first agent did: members it does not know are passed over, and all that is wrong is found before it is said.
/// </summary>
internal sealed class OriginalBody
{
    private readonly List<InvalidField> _findings = [];
    private readonly JsonElement _body;

    private OriginalBody(JsonElement body) => _body = body;

    public static async Task<OriginalBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        if (bytes.Length == 0)
        {
            throw new InvalidFieldsException([InvalidField.Missing("body")]);
        }

        var body = Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        return body.ValueKind == JsonValueKind.Object
            ? new OriginalBody(body)
            : throw new InvalidFieldsException([InvalidField.Of(
                "model_attributes_type", "Input should be a valid dictionary or object to extract fields from", "body")]);
    }

    public string Text(string name)
    {
        if (!_body.TryGetProperty(name, out var value))
        {
            _findings.Add(InvalidField.Missing("body", name));
            return "";
        }

        return Text(value, "body", name);
    }

    public string? OptionalText(string name) => Member(name) is { } value ? Text(value, "body", name) : null;

    public IReadOnlyList<string> Texts(string name)
    {
        return [.. Items(name).Select((item, index) => Text(item, "body", name, index))];
    }

    public IReadOnlyList<OriginalVariable> Variables(string name)
    {
        return [.. Entries(name).Select(entry => new OriginalVariable(
            Part(entry, name, "key", Scalar), Part(entry, name, "value", Scalar)))];
    }

    public IReadOnlyList<OriginalPort> Ports(string name)
    {
        return [.. Entries(name).Select(entry => new OriginalPort(
            Part(entry, name, "host", Number), Part(entry, name, "container", Number)))];
    }

    public void Add(InvalidField finding) => _findings.Add(finding);

    public void ThrowIfInvalid()
    {
        if (_findings.Count > 0)
        {
            throw new InvalidFieldsException(_findings);
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            EnsureText(bytes.Span);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new InvalidFieldsException([InvalidField.Of("json_invalid", "JSON decode error", "body", exception.BytePositionInLine ?? 0)]);
        }
    }

    // What is between quotes is looked at only when it is asked for: bytes that are not UTF-8, or half of a character, would be found too late.
    private static void EnsureText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                {
                    reader.GetString();
                }
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException(exception.Message, path: null, lineNumber: null, bytePositionInLine: reader.TokenStartIndex, exception);
        }
    }

    private string Text(JsonElement value, params JsonNode?[] loc)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            _findings.Add(InvalidField.Of("string_type", "Input should be a valid string", loc));
            return "";
        }

        var text = value.GetString()!;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            _findings.Add(InvalidField.Value("text cannot hold a NUL character", loc));
        }

        return text;
    }

    private JsonElement? Member(string name) =>
        _body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private IReadOnlyList<JsonElement> Items(string name)
    {
        if (Member(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }

        _findings.Add(InvalidField.Of("list_type", "Input should be a valid list", "body", name));
        return [];
    }

    private IEnumerable<(JsonElement Value, int Index)> Entries(string name)
    {
        foreach (var (index, item) in Items(name).Index())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                yield return (item, index);
            }
            else
            {
                _findings.Add(InvalidField.Of("dict_type", "Input should be a valid dictionary", "body", name, index));
            }
        }
    }

    private T? Part<T>((JsonElement Value, int Index) entry, string list, string name, Func<JsonElement, JsonNode?[], T?> read)
    {
        if (entry.Value.TryGetProperty(name, out var value))
        {
            return read(value, ["body", list, entry.Index, name]);
        }

        _findings.Add(InvalidField.Missing("body", list, entry.Index, name));
        return default;
    }

    // The first agent put whatever stood there into a command line, so numbers in these places have always worked.
    private string? Scalar(JsonElement value, JsonNode?[] loc) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : Text(value, loc);

    private int? Number(JsonElement value, JsonNode?[] loc)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        _findings.Add(InvalidField.NotAnInteger(loc));
        return null;
    }
}
