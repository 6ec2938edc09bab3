using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>An <see cref="ExecRequest"/> as JSON, without the serializer's preparations, which took longer than the sending.</summary>
internal static class ExecRequestText
{
    public static byte[] Of(ExecRequest request)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            Write(json, "cmd", request.Cmd);
            Write(json, "env", request.Env);
            Write(json, "workDir", request.WorkDir);
            Write(json, "user", request.User);
            Write(json, "stdin", request.Stdin);
            if (request.TimeoutSeconds is { } seconds)
            {
                json.WriteNumber("timeoutSeconds", seconds);
            }

            json.WriteEndObject();
        }

        return text.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
