using System.Text;
using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>
/// Reads a line of output. There are many of them, and the first is what a short command waits for: without the serializer's preparations
/// it is there sooner.
/// </summary>
internal static class OutputFrameReader
{
    /// <exception cref="JsonException">It is no frame.</exception>
    public static OutputFrame Read(string line)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(line));
        try
        {
            return ReadFrame(ref reader);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new JsonException(exception.Message, exception); // a value of another kind than it should be
        }
    }

    private static OutputFrame ReadFrame(ref Utf8JsonReader reader)
    {
        var frame = new OutputFrame();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"A frame of output begins with {reader.TokenType}.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            frame = name switch
            {
                "stream" => frame with { Stream = reader.GetString() },
                "text" => frame with { Text = reader.GetString() },
                "base64" => frame with { Base64 = reader.GetString() },
                "exitCode" => frame with { ExitCode = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32() },
                "timedOut" => frame with { TimedOut = reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean() },
                "warnings" => frame with { Warnings = JsonSerializer.Deserialize(ref reader, ContractsJson.Default.IReadOnlyListString) },
                "error" => frame with { Error = JsonSerializer.Deserialize(ref reader, ContractsJson.Default.Problem) },
                _ => Skip(ref reader, frame),
            };
        }

        return frame;
    }

    // What a newer agent says besides.
    private static OutputFrame Skip(ref Utf8JsonReader reader, OutputFrame frame)
    {
        reader.Skip();
        return frame;
    }
}
