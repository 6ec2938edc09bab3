namespace Pockr.Bench.Reports;

/// <summary>The part of a document that is written by a program, between two marks; all else is left as it is.</summary>
internal static class GeneratedSection
{
    public const string Begin = "<!-- results: begin -->";
    public const string End = "<!-- results: end -->";

    /// <returns>The document with another section; nothing if it has none, or marks in no order.</returns>
    public static string? Replace(string document, string section)
    {
        var begin = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? null
            : $"{document[..begin]}{Begin}\n\n{section.Trim()}\n\n{document[end..]}";
    }
}
