using System.Text.RegularExpressions;

namespace Pockr.Architecture.Tests;

public sealed partial class PolicyTests
{
    [Fact]
    public void OnlyProcessesFolders_StartPrograms()
    {
        var offenders = Sources()
            .Where(path => !path.Contains("/Processes/", StringComparison.Ordinal) && StartsProgram().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(Repository.Root, path));

        Assert.Empty(offenders);
    }

    [Fact]
    public void Files_StayReadable()
    {
        var tooLong = Sources().Where(path => File.ReadLines(path).Count() > 400).Select(path => Path.GetRelativePath(Repository.Root, path));

        Assert.Empty(tooLong);
    }

    private static IEnumerable<string> Sources() => Repository.Projects()
        .Where(path => !path.Contains("/tests/", StringComparison.Ordinal))
        .SelectMany(path => Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"\bProcess\.Start\(|new ProcessStartInfo\b")]
    private static partial Regex StartsProgram();
}
