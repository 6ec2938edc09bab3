using System.Text;
using System.Text.RegularExpressions;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>A line of a <c>.dockerignore</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="IsException">Whether it takes back what lines before it have left out (<c>!</c>).</param>
/// <param name="Matcher">Matches whole names.</param>
internal sealed record IgnorePattern(string Text, bool IsException, Regex Matcher)
{
    /// <returns>Nothing for a line that says nothing.</returns>
    /// <exception cref="FormatException">It is no pattern.</exception>
    public static IgnorePattern? Parse(string line)
    {
        if (line.StartsWith('#') || line.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        var isException = text[0] == '!';
        var pattern = Clean(isException ? text[1..].Trim() : text);
        return pattern.Length == 0
            ? isException ? throw new FormatException("there is nothing after '!'") : null
            : new IgnorePattern(text, isException, new Regex(ExpressionOf(pattern), RegexOptions.CultureInvariant | RegexOptions.Singleline));
    }

    /// <summary>Whether it is about the entry: because of its own name, or of that of a directory it is in.</summary>
    public bool Matches(string name)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('/', end - 1))
        {
            if (Matcher.IsMatch(name[..end]))
            {
                return true;
            }
        }

        return false;
    }

    // '.', empty parts and what '..' takes back are taken out; '..' at the beginning leads nowhere.
    private static string Clean(string pattern)
    {
        List<string> parts = [];
        foreach (var part in pattern.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private static string ExpressionOf(string pattern)
    {
        var expression = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            at += pattern[at] switch
            {
                '*' => AppendStars(pattern, at, expression),
                '?' => Append(expression, "[^/]", 0),
                '[' => AppendClass(pattern, at, expression),
                '\\' when at + 1 == pattern.Length => throw new FormatException("it ends with a backslash"),
                '\\' => Append(expression, Regex.Escape(pattern[(at + 1)..(at + 2)]), 1),
                _ => Append(expression, Regex.Escape(pattern[at..(at + 1)]), 0),
            };
        }

        return expression.Append('$').ToString();
    }

    /// <returns>How many characters were taken besides the first.</returns>
    private static int AppendStars(string pattern, int at, StringBuilder expression)
    {
        var end = at + 1;
        while (end < pattern.Length && pattern[end] == '*')
        {
            end++;
        }

        if (end == at + 1)
        {
            return Append(expression, "[^/]*", 0);
        }

        if (end == pattern.Length)
        {
            return Append(expression, ".*", end - at - 1);
        }

        return pattern[end] == '/' ? Append(expression, "(.*/)?", end - at) : Append(expression, "(.*/)?", end - at - 1);
    }

    private static int AppendClass(string pattern, int at, StringBuilder expression)
    {
        var end = pattern.IndexOf(']', Math.Min(at + 2, pattern.Length));
        if (end < 0)
        {
            throw new FormatException("'[' has no ']'");
        }

        var inside = pattern[(at + 1)..end];
        var isNegated = inside[0] == '^';
        var characters = (isNegated ? inside[1..] : inside).Replace("[", "\\[", StringComparison.Ordinal);
        return Append(expression, $"[{(isNegated ? "^" : "")}{characters}]", end - at);
    }

    private static int Append(StringBuilder expression, string text, int taken)
    {
        expression.Append(text);
        return taken;
    }
}
