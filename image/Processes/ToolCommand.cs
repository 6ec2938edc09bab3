namespace Pockr.Image.Processes;

/// <summary>A program and its arguments, never a shell line.</summary>
internal sealed record ToolCommand(string Program, IReadOnlyList<string> Arguments)
{
    private static readonly string[] s_systemDirectories = ["/usr/sbin", "/sbin"];

    /// <summary>Where standard output goes instead of into the result; for binary output.</summary>
    public string? OutputFile { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Finds programs that Debian keeps out of an ordinary user's PATH.</summary>
    public static ToolCommand System(string program, params string[] arguments)
    {
        var path = s_systemDirectories.Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
        return new ToolCommand(path ?? program, arguments);
    }

    public override string ToString() => string.Join(' ', Arguments.Prepend(Program));
}
