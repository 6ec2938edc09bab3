using System.Text.Json;

namespace Pockr.Machines;

/// <summary>
/// Reads <c>state.json</c> as <see cref="MachineJson"/> writes it. Every command does, and what the serializer makes ready for it took a
/// sixth of the time of a short one.
/// </summary>
internal static class MachineStateReader
{
    /// <exception cref="JsonException">It is no JSON, or lacks what a start always has.</exception>
    public static MachineState Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return ReadState(ref reader);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new JsonException(exception.Message, exception); // a value of another kind than it should be
        }
    }

    private static MachineState ReadState(ref Utf8JsonReader reader)
    {
        var (id, startTime, isVolatile) = (0, 0L, false);
        var (port, accelerator, startedAt) = ((int?)null, (string?)null, (DateTimeOffset?)null);
        IReadOnlyList<string> guestSide = [];
        IReadOnlyList<MachineMount> mounts = [];
        Begin(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "processId": id = reader.GetInt32(); break;
                case "processStartTime": startTime = reader.GetInt64(); break;
                case "port": port = reader.GetInt32(); break;
                case "accelerator": accelerator = reader.GetString(); break;
                case "startedAt": startedAt = reader.GetDateTimeOffset(); break;
                case "isVolatile": isVolatile = reader.GetBoolean(); break;
                case "guestSide": guestSide = ReadTexts(ref reader); break;
                case "mounts": mounts = ReadMounts(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new MachineState
        {
            ProcessId = id,
            ProcessStartTime = startTime,
            Port = port ?? throw Missing("port"),
            Accelerator = accelerator ?? throw Missing("accelerator"),
            StartedAt = startedAt ?? throw Missing("startedAt"),
            IsVolatile = isVolatile,
            GuestSide = guestSide,
            Mounts = mounts,
        };
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        List<string> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.GetString() ?? throw new JsonException("A text is null."));
        }

        return texts;
    }

    private static List<MachineMount> ReadMounts(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        List<MachineMount> mounts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            mounts.Add(JsonSerializer.Deserialize(ref reader, MachineJson.Default.MachineMount) ?? throw new JsonException("A mount is null."));
        }

        return mounts;
    }

    private static void Begin(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        reader.Read();
        Expect(ref reader, kind);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        if (reader.TokenType != kind)
        {
            throw new JsonException($"There is {reader.TokenType} where {kind} should be.");
        }
    }

    private static JsonException Missing(string name) => new($"It has no '{name}'.");
}
