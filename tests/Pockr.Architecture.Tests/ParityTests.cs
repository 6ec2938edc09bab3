using System.Text.RegularExpressions;

namespace Pockr.Architecture.Tests;

/// <summary>What is said to be tested is.</summary>
public sealed partial class ParityTests
{
    private static readonly string[] s_lines = [.. Read("docs/parity.md"), .. Read("docs/sdk.md"), .. Read("docs/security.md"), .. Read("docs/reliability.md")];
    private static readonly string[] s_heads = ["| There | Here | Test |", "| Promise | How it is kept | Test |"];

    [Fact]
    public void EveryTestThatIsNamed_IsThere()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        var named = s_lines.SelectMany(line => TestName().Matches(line)).ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !sources[name.Groups[1].Value].Any(
            source => source.Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryRow_NamesATestOrTheReasonForNone()
    {
        var rows = s_lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !s_heads.Contains(line)).ToList();

        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => !TestName().IsMatch(row) && !Reason().IsMatch(row));
    }

    [Fact]
    public void EveryTargetThatIsNamed_IsThere()
    {
        var scripts = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "build"), "*.cake").Select(File.ReadAllText));
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(["README.md", "CONTRIBUTING.md"]).SelectMany(path => Read(path));
        var named = documents.SelectMany(line => Target().Matches(line)).Select(target => target.Groups[1].Value).Where(target => target != "help").ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, target => !scripts.Contains($"Task(\"{target}\")", StringComparison.Ordinal));
    }

    public static TheoryData<string> Samples =>
        [.. from directory in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")) select Path.GetFileName(directory)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Samples_AreInTheDocumentAsTheyAreRun(string name)
    {
        var sample = string.Join('\n', Read($"samples/{name}/Program.cs"));

        Assert.Contains($"`samples/{name}`:\n\n```csharp\n{sample}\n```\n", string.Join('\n', Read("docs/sdk.md")), StringComparison.Ordinal);
    }

    private static string[] Read(string path) => File.ReadAllLines(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@": [^|]+ \| none \|$")]
    private static partial Regex Reason();

    [GeneratedRegex(@"\./build\.sh ([a-z][a-z0-9-]*)")]
    private static partial Regex Target();
}
