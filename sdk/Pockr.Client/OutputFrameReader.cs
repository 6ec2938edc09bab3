using System.Text;
using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>
/// Reads a line of output. There are many of them, and the first is what a short command waits for: without the serializer, and where it is plain
/// without its reader, it is there sooner.
/// </summary>
internal static class OutputFrameReader
{
    /// <exception cref="JsonException">It is no frame.</exception>
    public static OutputFrame Read(string line)
    {
        var json = Encoding.UTF8.GetBytes(line);
        if (TryReadPlain(new PlainJson(json)) is { } plain)
        {
            return plain;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            return ReadFrame(ref reader);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new JsonException(exception.Message, exception); // a value of another kind than it should be
        }
    }

    private static OutputFrame? TryReadPlain(PlainJson json)
    {
        var frame = new OutputFrame();
        if (!json.TryTake('{'))
        {
            return null;
        }

        do
        {
            if (json.TakeText() is not { } name || !json.TryTake(':') || TryTake(name, frame, ref json) is not { } more)
            {
                return null;
            }

            frame = more;
        }
        while (json.TryTake(','));
        return json.TryTake('}') && json.IsAtEnd ? frame : null;
    }

    private static OutputFrame? TryTake(string name, OutputFrame frame, ref PlainJson json) => name switch
    {
        "stream" when json.TakeText() is { } stream => frame with { Stream = stream },
        "text" when json.TakeText() is { } text => frame with { Text = text },
        "base64" when json.TakeText() is { } base64 => frame with { Base64 = base64 },
        "exitCode" when json.TakeNumber() is >= int.MinValue and <= int.MaxValue and { } exitCode => frame with { ExitCode = (int)exitCode },
        "timedOut" when json.TakeTruth() is { } timedOut => frame with { TimedOut = timedOut },
        _ => null,
    };

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
