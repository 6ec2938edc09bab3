using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Terminal;

/// <summary>How a shell writes a word, and sets a variable.</summary>
/// <param name="Name">Name of the shell.</param>
/// <param name="Quote">Makes one word of any text.</param>
/// <param name="Setting">What stands before and between a variable's name and its value.</param>
internal sealed record ShellSyntax(string Name, Func<string, string> Quote, (string Before, string Between) Setting)
{
    private static readonly ShellSyntax s_posix = new("sh", text => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'", ("export ", "="));

    private static readonly ShellSyntax[] s_all =
    [
        s_posix,
        s_posix with { Name = "bash" },
        s_posix with { Name = "zsh" },
        new("fish", text => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'", ("set -gx ", " ")),
        new("powershell", text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'", ("$Env:", " = ")),
    ];

    public static IEnumerable<string> Names => s_all.Select(syntax => syntax.Name);

    public string Export(string name, string value) => $"{Setting.Before}{name}{Setting.Between}{Quote(value)}";

    /// <param name="wanted">Name that was given, if one was.</param>
    /// <param name="shell">The user's shell, as a path, if it is known.</param>
    public static ShellSyntax Of(string? wanted, string? shell)
    {
        if (wanted is null)
        {
            return Find(Path.GetFileName(shell)) ?? s_posix;
        }

        return Find(wanted) ?? throw Failures.Usage($"'{wanted}' is not a shell pockr knows.", $"Use one of {string.Join(", ", Names)}.");
    }

    private static ShellSyntax? Find(string? name) => s_all.FirstOrDefault(syntax => syntax.Name == name);
}
