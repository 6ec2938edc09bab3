using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Terminal;

/// <summary>How a shell sets a variable.</summary>
internal sealed record ShellSyntax(string Name, Func<string, string, string> Export)
{
    private static readonly ShellSyntax s_posix = new("sh", (name, value) => $"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'");

    private static readonly ShellSyntax[] s_all =
    [
        s_posix,
        s_posix with { Name = "bash" },
        s_posix with { Name = "zsh" },
        new("fish", (name, value) => $"set -gx {name} '{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"),
        new("powershell", (name, value) => $"$Env:{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'"),
    ];

    public static IEnumerable<string> Names => s_all.Select(syntax => syntax.Name);

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
