namespace Pockr.EndToEnd.Tests;

/// <summary>What a run leaves in <c>artifacts/test-results</c>.</summary>
internal static class TestResults
{
    public static Task WriteAsync(string name, IEnumerable<string> lines) => File.WriteAllLinesAsync(PathOf(name), lines);

    /// <summary>Adds a row; the table begins with the first one.</summary>
    public static async Task AppendAsync(string name, string head, string row)
    {
        var path = PathOf(name);
        await File.AppendAllTextAsync(path, File.Exists(path) ? row : head + row);
    }

    public static string PathOf(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Requirements.Root, "artifacts/test-results")).FullName, name);
}
