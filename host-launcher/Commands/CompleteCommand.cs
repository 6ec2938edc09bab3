using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr complete -- WORD...</c>: asked by shells, with the words up to the cursor; the last one is to be completed.</summary>
internal sealed class CompleteCommand : Command
{
    private const char OptionMark = '-';

    private readonly Argument<string[]> _words = new("WORD") { Arity = ArgumentArity.ZeroOrMore };

    // For shells that cannot hand over an empty word.
    private readonly Option<bool> _next = new("--next") { Description = "A word begins after the last one." };
    private readonly Func<Command> _root;
    private readonly TerminalOutput _terminal;

    /// <param name="root">Makes the whole of what can be typed.</param>
    /// <param name="terminal">Told what would complete the line.</param>
    public CompleteCommand(Func<Command> root, TerminalOutput terminal)
        : base("complete", "Complete a line.")
    {
        Hidden = true;
        _root = root;
        _terminal = terminal;
        Add(_next);
        Add(_words);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string[] words = [.. parsed.GetValue(_words) ?? [], .. parsed.GetValue(_next) ? [""] : Array.Empty<string>()];
        var word = words.LastOrDefault("");
        var line = string.Join(' ', words.Select(Quote));
        foreach (var label in _root().Parse(line).GetCompletions(line.Length).Select(item => item.Label).Distinct())
        {
            if (IsWanted(label, word))
            {
                _terminal.WriteResult(label);
            }
        }

        return ExitCodes.Success;
    }

    // Options in full, and only where one has been begun.
    private static bool IsWanted(string label, string word) => label.StartsWith(word, StringComparison.Ordinal)
        && (word.StartsWith(OptionMark) ? label.StartsWith("--", StringComparison.Ordinal) : label[0] is not (OptionMark or '/'));

    private static string Quote(string word) => word.Any(char.IsWhiteSpace) ? $"\"{word.Replace("\"", "", StringComparison.Ordinal)}\"" : word;
}
