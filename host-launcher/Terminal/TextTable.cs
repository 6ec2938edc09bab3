namespace Pockr.HostLauncher.Terminal;

/// <summary>Columns as wide as what is in them, two spaces apart; made for eyes and for <c>awk</c>.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Format(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Prepend(header).ToList();
        var widths = Enumerable.Range(0, header.Count).Select(column => lines.Max(line => line[column].Length)).ToList();
        return lines.Select(line => string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
