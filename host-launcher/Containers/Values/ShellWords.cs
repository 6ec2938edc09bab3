using System.Text;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Takes a line apart as a shell does: at blanks outside of quotes, with a backslash before what is to stand for itself.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        for (var at = 0; at < line.Length; at++)
        {
            var letter = line[at];
            if (letter == quote)
            {
                quote = null;
            }
            else if (letter == '\\' && quote != '\'')
            {
                at++;
                (word ??= new StringBuilder()).Append(at < line.Length ? line[at] : throw Unfinished(line, "a backslash"));
            }
            else if (quote is null && letter is '\'' or '"')
            {
                quote = letter;
                word ??= new StringBuilder(); // '' is a word as well
            }
            else if (quote is null && char.IsWhiteSpace(letter))
            {
                words.AddRange(word is null ? [] : [word.ToString()]);
                word = null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(letter);
            }
        }

        words.AddRange(word is null ? [] : [word.ToString()]);
        return quote is null ? words : throw Unfinished(line, $"a quote {quote}");
    }

    private static LauncherException Unfinished(string line, string what) =>
        Failures.Usage($"The line '{line}' ends within {what}.", "Close it, or put a backslash before it.");
}
