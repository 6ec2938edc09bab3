using System.Globalization;
using System.Text;

namespace Pockr.Client;

/// <summary>
/// A JSON object that is written by hand, letter for letter what the serializer makes of it. To make ready what the serializer consists of takes
/// longer than a short command does to send its request.
/// </summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new("{", capacity: 512);

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(_text.ToString() + '}');

    public JsonText Add(string name, string? text)
    {
        if (text is not null)
        {
            Begin(name);
            AppendText(text);
        }

        return this;
    }

    public JsonText Add(string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return this;
        }

        Begin(name);
        _text.Append('[');
        for (var at = 0; at < texts.Count; at++)
        {
            _text.Append(at == 0 ? "" : ",");
            AppendText(texts[at]);
        }

        _text.Append(']');
        return this;
    }

    public JsonText Add(string name, long? number)
    {
        if (number is { } value)
        {
            Begin(name);
            _text.Append(value.ToString(CultureInfo.InvariantCulture));
        }

        return this;
    }

    public JsonText Add(string name, bool? truth)
    {
        if (truth is { } value)
        {
            Begin(name);
            _text.Append(value ? "true" : "false");
        }

        return this;
    }

    private void Begin(string name) => _text.Append(_text.Length == 1 ? "\"" : ",\"").Append(name).Append("\":");

    private void AppendText(string? text)
    {
        if (text is null)
        {
            _text.Append("null"); // which the agent refuses, and says of what
            return;
        }

        _text.Append('"');
        for (var at = 0; at < text.Length; at++)
        {
            AppendCharacter(IsHalf(text, at) ? '\uFFFD' : text[at]);
        }

        _text.Append('"');
    }

    private void AppendCharacter(char character) => _ = character switch
    {
        '\\' => _text.Append("\\\\"),
        '\n' => _text.Append("\\n"),
        '\r' => _text.Append("\\r"),
        '\t' => _text.Append("\\t"),
        '\b' => _text.Append("\\b"),
        '\f' => _text.Append("\\f"),
        >= ' ' and <= '~' and not ('"' or '&' or '\'' or '+' or '<' or '>' or '`') => _text.Append(character),
        _ => _text.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)),
    };

    // The one half of a character that takes two, without the other.
    private static bool IsHalf(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
