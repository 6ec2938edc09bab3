using System.Globalization;

namespace Pockr.GuestAgent.Processes;

/// <summary>What is needed of a line of <c>/proc/PID/stat</c>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ParentId">That of what started it, or of the first process when that has ended.</param>
/// <param name="SessionId">That of the leader of its session.</param>
/// <param name="StartedTicks">When it started, as <see cref="BootClock"/> counts.</param>
internal readonly record struct ProcessEntry(int Id, int ParentId, int SessionId, long StartedTicks = 0)
{
    private const int State = 0;
    private const int Parent = 1;
    private const int Session = 3;
    private const int Started = 19;

    /// <summary>The program's name stands in parentheses and may itself hold blanks and parentheses, so only the last one counts.</summary>
    public static ProcessEntry? Parse(string stat)
    {
        var open = stat.IndexOf('(', StringComparison.Ordinal);
        var close = stat.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        var fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > Session
            && TryParse(stat[..open].Trim(), out var id)
            && TryParse(fields[Parent], out var parent)
            && TryParse(fields[Session], out var session)
            && fields[State].Length == 1
            ? new ProcessEntry(id, parent, session, StartOf(fields))
            : null;
    }

    public static IReadOnlyList<ProcessEntry> ReadAll()
    {
        var entries = new List<ProcessEntry>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (TryParse(Path.GetFileName(directory), out _) && ReadStat(directory) is { } stat && Parse(stat) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private static string? ReadStat(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // ended since the directory was listed
        }
    }

    private static long StartOf(string[] fields) =>
        fields.Length > Started && long.TryParse(fields[Started], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : 0;

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
