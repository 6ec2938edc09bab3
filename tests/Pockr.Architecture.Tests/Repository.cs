namespace Pockr.Architecture.Tests;

/// <summary>The checkout the tests were compiled in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Projects() => Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
        .Where(path => !path.StartsWith(Path.Combine(Root, "artifacts"), StringComparison.Ordinal));

    public static string ProjectFile(string name) => Projects().Single(path => Path.GetFileNameWithoutExtension(path) == name);

    // Paths of sources are mapped to /src in what is compiled, so the way up starts where the test lies.
    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Pockr.slnx")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException($"No Pockr.slnx above {AppContext.BaseDirectory}.");
        }

        return directory.FullName;
    }
}
