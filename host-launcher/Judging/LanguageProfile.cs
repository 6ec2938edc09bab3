using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Judging;

/// <summary>How programs of a language are run.</summary>
/// <param name="Name">The language.</param>
/// <param name="Ending">What the names of its files end with.</param>
/// <param name="Image">Image that has what it needs.</param>
/// <param name="Command">Words of the command that runs it.</param>
/// <param name="Build">Words of the command that makes it, if it has to be made.</param>
internal sealed record LanguageProfile(string Name, string Ending, string Image, IReadOnlyList<string> Command, IReadOnlyList<string>? Build = null)
{
    private const string Built = "./program";
    private const string Source = "SOURCE"; // stands for the program's file

    public static IReadOnlyList<LanguageProfile> All { get; } =
    [
        new("sh", ".sh", JudgedProgram.UsualImage, ["sh", Source]),
        new("awk", ".awk", JudgedProgram.UsualImage, ["awk", "-f", Source]),
        new("python", ".py", "python:3-alpine", ["python3", Source]),
        new("node", ".js", "node:lts-alpine", ["node", Source]),
        new("perl", ".pl", "perl:slim", ["perl", Source]),
        new("c", ".c", "gcc", [Built], ["gcc", "-O2", "-o", Built, Source, "-lm"]),
    ];

    public static LanguageProfile Parse(string name) => All.FirstOrDefault(profile => profile.Name == name)
        ?? throw Failures.Usage($"'--language {name}' is not known.", $"Use one of {string.Join(", ", All.Select(profile => profile.Name))}, or say how it is run with --cmd.");

    public static LanguageProfile? Of(string file) => All.FirstOrDefault(profile => file.EndsWith(profile.Ending, StringComparison.Ordinal));

    public IReadOnlyList<string> CommandFor(string file) => WordsFor(Command, file);

    public IReadOnlyList<string>? BuildFor(string file) => Build is null ? null : WordsFor(Build, file);

    private static List<string> WordsFor(IReadOnlyList<string> words, string file) => [.. words.Select(word => word == Source ? file : word)];
}
