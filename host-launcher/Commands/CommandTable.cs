using System.CommandLine;

namespace Pockr.HostLauncher.Commands;

/// <summary>
/// The commands by name. To make them all, with all their options, takes longer than most of them do; so where one is named, it alone is made.
/// </summary>
internal sealed class CommandTable
{
    private readonly List<(string Name, Func<Command> Make)> _rows = [];

    public IEnumerable<string> Names => _rows.Select(row => row.Name);

    public void Add(string name, Func<Command> make) => _rows.Add((name, make));

    public IEnumerable<Command> All() => _rows.Select(row => row.Make());

    /// <summary>What is needed to make sense of a line: its command, or all of them where it names none, for help and for what was meant.</summary>
    public IEnumerable<Command> For(IReadOnlyList<string> line)
    {
        var word = FirstWord(line);
        var named = _rows.FindIndex(row => row.Name == word);
        return named < 0 ? All() : [_rows[named].Make()];
    }

    // In front of a command stands '--vm NAME', or something that is wrong, and that the parser is to look at.
    private static string? FirstWord(IReadOnlyList<string> line)
    {
        var at = 0;
        while (at < line.Count && line[at].StartsWith(CommonOptions.VmName, StringComparison.Ordinal))
        {
            at += line[at] == CommonOptions.VmName ? 2 : 1;
        }

        return line.ElementAtOrDefault(at);
    }
}
