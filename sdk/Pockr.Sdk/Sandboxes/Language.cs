namespace Pockr.Sdk.Sandboxes;

/// <summary>How code of a language is run where its interpreter is on the path.</summary>
/// <param name="Name">Name of the language, such as <c>python</c>.</param>
/// <param name="Interpreter">The words that come before the code.</param>
public sealed record Language(string Name, IReadOnlyList<string> Interpreter)
{
    /// <summary>The shell that every system has.</summary>
    public static Language Shell { get; } = new("sh", ["sh", "-c"]);

    /// <summary>Bash.</summary>
    public static Language Bash { get; } = new("bash", ["bash", "-c"]);

    /// <summary>Python 3.</summary>
    public static Language Python { get; } = new("python", ["python3", "-c"]);

    /// <summary>JavaScript on Node.js.</summary>
    public static Language Node { get; } = new("node", ["node", "-e"]);

    /// <summary>JavaScript and TypeScript on Bun.</summary>
    public static Language Bun { get; } = new("bun", ["bun", "-e"]);

    /// <summary>Perl 5.</summary>
    public static Language Perl { get; } = new("perl", ["perl", "-e"]);

    /// <summary>Ruby.</summary>
    public static Language Ruby { get; } = new("ruby", ["ruby", "-e"]);

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<Language> All { get; } = [Shell, Bash, Python, Node, Bun, Perl, Ruby];

    /// <summary>Finds a language.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The language, or <see langword="null"/> if it is not known.</returns>
    public static Language? Find(string name) => All.FirstOrDefault(language => language.Name == name);

    /// <summary>The command that runs code of it.</summary>
    /// <param name="code">The code.</param>
    public IReadOnlyList<string> CommandFor(string code) => [.. Interpreter, code];
}
