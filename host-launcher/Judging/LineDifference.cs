using System.Text;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Judging;

/// <summary>The first line in which an output is another than what was expected.</summary>
/// <param name="Line">Its number; the first is 1.</param>
/// <param name="Expected">The part of it that matters, to be shown; nothing if no more was expected.</param>
/// <param name="Got">Likewise; nothing if no more came.</param>
internal sealed record LineDifference(int Line, string? Expected, string? Got)
{
    private const int ShownBytes = 60;
    private const int BytesBefore = 20;
    private const byte LineFeed = (byte)'\n';

    /// <summary>
    /// Blanks and carriage returns at the ends of lines, and empty lines at the end, do not count unless every byte is to: then the last
    /// line is what comes after the last line feed.
    /// </summary>
    /// <returns>Nothing if there is none.</returns>
    public static LineDifference? Find(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> got, bool isExact)
    {
        var (wanted, printed) = (LinesOf(expected, isExact), LinesOf(got, isExact));
        for (var at = 0; at < Math.Max(wanted.Count, printed.Count); at++)
        {
            var (left, right) = (LineAt(wanted, at), LineAt(printed, at));
            if (left is null || right is null || !left.Value.Span.SequenceEqual(right.Value.Span))
            {
                var same = left is null || right is null ? 0 : left.Value.Span.CommonPrefixLength(right.Value.Span);
                return new LineDifference(at + 1, Excerpt(left, same), Excerpt(right, same));
            }
        }

        return null;
    }

    public override string ToString() => $"line {Line}: expected {Quote(Expected)}, got {Quote(Got)}";

    private static string Quote(string? text) => text is null ? "the end" : $"\"{text}\"";

    private static ReadOnlyMemory<byte>? LineAt(List<ReadOnlyMemory<byte>> lines, int at) => at < lines.Count ? lines[at] : default(ReadOnlyMemory<byte>?);

    private static List<ReadOnlyMemory<byte>> LinesOf(ReadOnlyMemory<byte> text, bool isExact)
    {
        List<ReadOnlyMemory<byte>> lines = [];
        foreach (var range in text.Span.Split(LineFeed))
        {
            lines.Add(isExact ? text[range] : text[range].TrimEnd(" \t\r\v\f"u8));
        }

        while (!isExact && lines is [.., { IsEmpty: true }])
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    /// <summary>A piece of a line around the first byte that is different.</summary>
    private static string? Excerpt(ReadOnlyMemory<byte>? line, int same)
    {
        if (line is not { } bytes)
        {
            return null;
        }

        var start = Math.Min(Math.Max(0, same - BytesBefore), bytes.Length);
        var end = Math.Min(start + ShownBytes, bytes.Length);
        var text = PrintableText.Of(Encoding.UTF8.GetString(bytes.Span[start..end]));
        return $"{(start > 0 ? "…" : "")}{text}{(end < bytes.Length ? "…" : "")}";
    }
}
