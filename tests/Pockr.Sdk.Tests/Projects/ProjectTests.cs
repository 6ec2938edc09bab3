using Pockr.Client;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.Sdk.Tests.Projects;

public sealed class ProjectTests : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    [Fact]
    public void Init_MakesAProject_WhichIsFoundFromBelow_AndLeftAsItIs()
    {
        var made = Project.Init(_place["work"], "demo");
        Directory.CreateDirectory(_place["work/a/b"]);

        Assert.Equal(("demo", made.Root), (Project.Find(_place["work/a/b"])!.Name, Project.Get(_place["work/a/b"]).Root));
        Assert.Equal("demo", Project.Init(_place["work"], "other").Name);
        Assert.Null(Project.Find(_place.Path));
        Assert.Equal(SandboxProblems.ProjectNotFound, Assert.Throws<ResourceNotFoundException>(() => Project.Get(_place.Path)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("a/b")]
    public void Init_RefusesANameThatCannotBeALabel(string name)
    {
        Assert.Throws<ArgumentException>(() => Project.Init(_place["x"], name));

        Assert.False(Directory.Exists(_place["x"]));
    }

    [Fact]
    public void Settings_AreReadWithCommentsAndDefaults()
    {
        Write("""{ /* ours */ "name": "demo", "profile": "dev", "logs": { "maxRuns": 3, }, }""");

        var settings = Project.Get(_place.Path).Settings;

        Assert.Equal(("dev", 3, 30, true), (settings.Profile, settings.Logs.MaxRuns, settings.Logs.Days, settings.Logs.Enabled));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"name":"a b"}""")]
    [InlineData("""{"name":"a","logs":{"maxRuns":0}}""")]
    [InlineData("""{"name":"a","logs":{"days":-1}}""")]
    public void Settings_ThatCannotBeRead_AreNamedWithTheirFile(string json)
    {
        Write(json);

        var failure = Assert.Throws<PockrException>(() => Project.Find(_place.Path));

        Assert.Equal(SandboxProblems.ProjectUnreadable, failure.Code);
        Assert.Contains(_place[".pockr/project.json"], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData(".")]
    [InlineData("a/b")]
    public void AName_LeadsNowhereElse(string sandbox)
    {
        var project = Project.Init(_place.Path, "demo");

        Assert.Throws<ResourceNotFoundException>(() => project.HistoryOf(sandbox));
    }

    public void Dispose() => _place.Dispose();

    private void Write(string json)
    {
        Directory.CreateDirectory(_place[".pockr"]);
        File.WriteAllText(_place[".pockr/project.json"], json);
    }
}
