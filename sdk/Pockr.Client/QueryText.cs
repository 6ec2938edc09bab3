using System.Globalization;

namespace Pockr.Client;

/// <summary>Writes the query of a request.</summary>
internal static class QueryText
{
    public static string? Of(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Of(bool flag) => flag ? "true" : null;

    /// <summary>In the form the agent reads, to the hundred nanoseconds.</summary>
    public static string? Of(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A path with a query; what has no value is left out, and there is no query if nothing is left.</summary>
    public static string Append(string path, params IEnumerable<(string Name, string? Value)> parts)
    {
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length > 0 ? $"{path}?{query}" : path;
    }
}
