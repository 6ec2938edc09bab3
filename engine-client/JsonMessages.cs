using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pockr.EngineClient;

/// <summary>Reads an answer of dockerd that is one JSON document a line.</summary>
internal static class JsonMessages
{
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        EngineTransport transport,
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await transport.GuardAsync(() => response.Content.ReadAsStreamAsync(cancellationToken));
        using var lines = new StreamReader(body);
        while (await transport.GuardAsync(() => lines.ReadLineAsync(cancellationToken).AsTask()) is { } line)
        {
            if (line.Length > 0)
            {
                yield return await transport.GuardAsync(() => Task.FromResult(Parse(line, type)));
            }
        }
    }

    private static T Parse<T>(string line, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(line, type) ?? throw new JsonException("A line is null.");
}
