using System.Globalization;
using System.Text;

namespace Pockr.EngineClient;

/// <summary>Puts values from outside into a URL without letting them change its meaning.</summary>
internal static class EnginePath
{
    /// <summary>One segment of a path. A dot segment survives escaping and would still be resolved, so it is refused.</summary>
    public static string Segment(string value)
    {
        if (value is "" or "." or "..")
        {
            throw new ArgumentException($"'{value}' cannot be a part of a path.", nameof(value));
        }

        return Uri.EscapeDataString(value);
    }

    /// <summary>A query of those pairs that have a value, with its question mark; empty if none has.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> pairs)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            if (value is not null)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }

    public static string SizeQuery(TerminalSize size) => Query(
        ("h", size.Rows.ToString(CultureInfo.InvariantCulture)), ("w", size.Columns.ToString(CultureInfo.InvariantCulture)));

    public static string Flag(bool value) => value ? "1" : "0";
}
