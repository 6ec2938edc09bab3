using System.Text.RegularExpressions;

namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>What was done, and what came of it.</summary>
internal sealed partial class SoakTally
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (int Done, int Failed)> _operations = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private readonly List<string> _unrecovered = [];

    /// <summary>What said that it succeeded, and had not done it, or did not end.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>States that one <c>pockr up</c> did not put right.</summary>
    public IReadOnlyList<string> Unrecovered => _unrecovered;

    /// <param name="operation">What was to be done.</param>
    /// <param name="commands">How each of its commands ended.</param>
    public void Note(string operation, params IEnumerable<CommandResult> commands)
    {
        lock (_gate)
        {
            var failed = commands.FirstOrDefault(command => command.ExitCode != 0);
            var (done, failures) = _operations.GetValueOrDefault(operation);
            _operations[operation] = failed is null ? (done + 1, failures) : (done, failures + 1);
            if (failed is not null)
            {
                // Where the command in a container was not started, dockerd's reason is all of its output.
                var words = failed.Error.Length > 0 ? failed.Error : failed.Output;
                var kind = $"{failed.ExitCode}: {Numbers().Replace(words.Split('\n')[0].TrimEnd(), "N")}";
                _failures[kind] = _failures.GetValueOrDefault(kind) + 1;
            }

            _wrong.AddRange(commands.Where(command => command.ExitCode == SoakCommand.Hung).Select(command => $"It did not end: {command}"));
        }
    }

    public void NoteWrong(string what)
    {
        lock (_gate)
        {
            _wrong.Add(what);
        }
    }

    public void NoteFault(string fault) => _faults[fault] = _faults.GetValueOrDefault(fault) + 1;

    public void NoteUnrecovered(string what) => _unrecovered.Add(what);

    public IEnumerable<string> Lines() =>
    [
        "| Operation | Done | Failed |", "|---|--:|--:|",
        .. _operations.Select(operation => $"| {operation.Key} | {operation.Value.Done} | {operation.Value.Failed} |"),
        $"| all | {_operations.Values.Sum(operation => operation.Done)} | {_operations.Values.Sum(operation => operation.Failed)} |",
        "", "| Fault | Times |", "|---|--:|",
        .. _faults.Select(fault => $"| {fault.Key} | {fault.Value} |"),
        $"| all | {_faults.Values.Sum()} |",
        "", "| What a failed operation said | Times |", "|---|--:|",
        .. _failures.Select(failure => $"| `{failure.Key.Replace("|", "\\|", StringComparison.Ordinal)}` | {failure.Value} |"),
        .. _unrecovered.Concat(_wrong).SelectMany(what => (string[])["", "```", what.TrimEnd(), "```"]),
    ];

    [GeneratedRegex("[0-9a-f]{12,}|[0-9]+")]
    private static partial Regex Numbers();
}
