using System.Text.Json.Nodes;
using Pockr.Image.Commands;
using Pockr.Image.Errors;

namespace Pockr.Image.Tests.Provenance;

public sealed class ProgramBomTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task AProgramInOneFile_IsListedWithAllThatIsInIt()
    {
        PublishedAgent.Make(_directory.Path);

        var bom = await DescribeAsync("guest-agent");

        var program = bom["metadata"]!["component"]!;
        Assert.Equal("pkg:generic/guest-agent@0.1.0", (string?)program["purl"]);
        Assert.Equal(Digests.OfText("guest-agent"), (string?)program["components"]![0]!["hashes"]![0]!["content"]);
        string[] parts =
        [
            "pkg:nuget/Left.Over@2.0.0",
            "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.12",
            "pkg:generic/Pockr.Contracts@0.1.0",
            "pkg:nuget/Trimmed.Away@1.0.0", // a program's own list has only what trimming has left
        ];
        Assert.Equal(parts, bom["components"]!.AsArray().Select(part => (string?)part!["purl"]));
        Assert.Equal(parts, bom["dependencies"]![0]!["dependsOn"]!.AsArray().Select(part => (string?)part));
    }

    [Fact]
    public async Task TheSameProgram_HasTheSameList_AndAnotherHasAnother()
    {
        PublishedAgent.Make(_directory.Path);
        var first = await DescribeAsync("guest-agent");

        Assert.Equal(first.ToJsonString(), (await DescribeAsync("guest-agent")).ToJsonString());
        Assert.NotEqual((string?)first["serialNumber"], (string?)(await DescribeAsync("guest-agent", "win-x64"))["serialNumber"]);
        await File.AppendAllTextAsync(_directory["guest-agent"], "changed", TestContext.Current.CancellationToken);
        Assert.NotEqual((string?)first["serialNumber"], (string?)(await DescribeAsync("guest-agent"))["serialNumber"]);
    }

    [Fact]
    public async Task AListOfAnotherProgram_IsRefused()
    {
        PublishedAgent.Make(_directory.Path);

        var failure = await Assert.ThrowsAsync<ImageException>(() => DescribeAsync("libcoreclr.so"));

        Assert.Contains("is not of the program 'libcoreclr'", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["bom.json"]));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<JsonNode> DescribeAsync(string program, string runtime = "linux-x64")
    {
        string[] arguments =
        [
            "--program", _directory[program], "--dependencies", _directory["guest-agent.deps.json"], "--runtime", runtime, "--output", _directory["bom.json"],
        ];
        await new BomCommand().Parse(arguments).InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await File.ReadAllTextAsync(_directory["bom.json"], TestContext.Current.CancellationToken))!;
    }
}
