using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Judging;

/// <summary>How programs of a language are run.</summary>
/// <param name="Name">The language.</param>
/// <param name="Ending">What the names of its files end with.</param>
/// <param name="Image">Image that has what it needs.</param>
/// <param name="Command">What comes before the program's file.</param>
internal sealed record LanguageProfile(string Name, string Ending, string Image, IReadOnlyList<string> Command)
{
    public static IReadOnlyList<LanguageProfile> All { get; } =
    [
        new("sh", ".sh", JudgedProgram.UsualImage, ["sh"]),
        new("awk", ".awk", JudgedProgram.UsualImage, ["awk", "-f"]),
        new("python", ".py", "python:3-alpine", ["python3"]),
        new("node", ".js", "node:lts-alpine", ["node"]),
        new("perl", ".pl", "perl:slim", ["perl"]),
    ];

    public static LanguageProfile Parse(string name) => All.FirstOrDefault(profile => profile.Name == name)
        ?? throw Failures.Usage($"'--language {name}' is not known.", $"Use one of {string.Join(", ", All.Select(profile => profile.Name))}, or say how it is run with --cmd.");

    public static LanguageProfile? Of(string file) => All.FirstOrDefault(profile => file.EndsWith(profile.Ending, StringComparison.Ordinal));
}
