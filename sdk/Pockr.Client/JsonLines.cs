using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pockr.Client;

/// <summary>Reads <c>application/x-ndjson</c> as it comes in.</summary>
internal static class JsonLines
{
    public static IAsyncEnumerable<T> ReadAsync<T>(Stream body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        ReadAsync(body, line => JsonSerializer.Deserialize(line, type), cancellationToken);

    /// <param name="body">Of the answer.</param>
    /// <param name="parse">Makes an item of a line, or throws <see cref="JsonException"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream body,
        Func<string, T?> parse,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        while (await ReadLineAsync(reader, cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                yield return Parse(line, parse);
            }
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new StreamCutException(exception);
        }
    }

    private static T Parse<T>(string line, Func<string, T?> parse)
    {
        try
        {
            return parse(line) ?? throw new StreamCutException();
        }
        catch (JsonException exception)
        {
            throw new StreamCutException(exception);
        }
    }
}
