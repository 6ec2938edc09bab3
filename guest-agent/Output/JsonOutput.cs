using System.Buffers;
using System.Text.Json;

namespace Pockr.GuestAgent.Output;

internal static class JsonOutput
{
    /// <summary>Writes something as the agent writes JSON, and sends nothing yet.</summary>
    public static void Json<T>(this IBufferWriter<byte> writer, T value)
    {
        using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = AgentJson.Options.Encoder, SkipValidation = true });
        JsonSerializer.Serialize(json, value, AgentJson.TypeInfo<T>());
    }
}
