using System.Globalization;
using System.Text;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>
/// The request of an exec as JSON, letter for letter what the serializer makes of it. It is the one that short commands send most, and to make
/// ready what the serializer consists of takes longer than to send it.
/// </summary>
internal static class ExecRequestText
{
    public static byte[] Of(ExecRequest request)
    {
        var json = new StringBuilder(256).Append("{\"cmd\":");
        AppendTexts(json, request.Cmd);
        if (request.Env is { } variables)
        {
            AppendTexts(json.Append(",\"env\":"), variables);
        }

        AppendIfThere(json, "workDir", request.WorkDir);
        AppendIfThere(json, "user", request.User);
        AppendIfThere(json, "stdin", request.Stdin);
        if (request.TimeoutSeconds is { } seconds)
        {
            json.Append(",\"timeoutSeconds\":").Append(seconds.ToString(CultureInfo.InvariantCulture));
        }

        return Encoding.ASCII.GetBytes(json.Append('}').ToString());
    }

    private static void AppendTexts(StringBuilder json, IReadOnlyList<string> texts)
    {
        json.Append('[');
        for (var at = 0; at < texts.Count; at++)
        {
            AppendText(at == 0 ? json : json.Append(','), texts[at]);
        }

        json.Append(']');
    }

    private static void AppendIfThere(StringBuilder json, string name, string? text)
    {
        if (text is not null)
        {
            AppendText(json.Append(",\"").Append(name).Append("\":"), text);
        }
    }

    private static void AppendText(StringBuilder json, string? text)
    {
        if (text is null)
        {
            json.Append("null"); // which the agent refuses, and says of what
            return;
        }

        json.Append('"');
        for (var at = 0; at < text.Length; at++)
        {
            AppendCharacter(json, IsHalf(text, at) ? '\uFFFD' : text[at]);
        }

        json.Append('"');
    }

    private static void AppendCharacter(StringBuilder json, char character) => _ = character switch
    {
        '\\' => json.Append("\\\\"),
        '\n' => json.Append("\\n"),
        '\r' => json.Append("\\r"),
        '\t' => json.Append("\\t"),
        '\b' => json.Append("\\b"),
        '\f' => json.Append("\\f"),
        >= ' ' and <= '~' and not ('"' or '&' or '\'' or '+' or '<' or '>' or '`') => json.Append(character),
        _ => json.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)),
    };

    // The one half of a character that takes two, without the other.
    private static bool IsHalf(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
