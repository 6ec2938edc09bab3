using System.IO.Compression;
using System.Text;
using Pockr.Image.Errors;
using Pockr.Image.Provenance;

namespace Pockr.Image.Tests.Provenance;

public sealed class AgentPartsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Parts_AreThoseThatAreLeftAfterTrimming_WithTheirFiles()
    {
        var parts = await ReadAsync(PublishedAgent.Make(_directory.Path));

        Assert.Equal(
            [
                "pkg:generic/guest-agent@0.1.0",
                "pkg:nuget/Left.Over@2.0.0",
                "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.12",
                "pkg:generic/Pockr.Contracts@0.1.0",
                "pkg:npm/swagger-ui-dist@5.33.3",
            ],
            parts.Select(part => part.PackageUrl));
        Assert.Equal(["System.Runtime.dll", "libcoreclr.so"], parts[2].Files.Select(file => file.Name));
        Assert.Equal(Digests.OfText("libcoreclr.so"), parts[2].Files[1].Sha256);
        Assert.Equal(["MIT", null, "MIT", "MIT", "Apache-2.0"], parts.Select(part => part.License.Expression));
    }

    [Fact]
    public async Task EveryFile_IsPartOfSomethingOnce()
    {
        var parts = await ReadAsync(PublishedAgent.Make(_directory.Path));

        Assert.Equal(
            Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_directory.Path, path)).Order(StringComparer.Ordinal),
            parts.SelectMany(part => part.Files).Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Contains(parts[0].Files, file => file.Name == "guest-agent.r2r.dll");
    }

    [Fact]
    public async Task WhatTheDashboardIsBundledFrom_IsListed_AndHasNoFileOfItsOwn()
    {
        PublishedAgent.Make(_directory.Path);
        WriteBundled("""[{"name":"@xterm/xterm","version":"6.0.0","license":"MIT"}]""");

        var part = Assert.Single(await ReadAsync(_directory.Path), part => part.Name == "@xterm/xterm");

        Assert.Equal(("pkg:npm/%40xterm/xterm@6.0.0", "MIT"), (part.PackageUrl, part.License.Expression));
        Assert.Empty(part.Files);
    }

    [Fact]
    public async Task AListOfBundledPackagesThatCannotBeRead_IsTold()
    {
        PublishedAgent.Make(_directory.Path);
        WriteBundled("[{}]");

        var failure = await Assert.ThrowsAsync<ImageException>(() => ReadAsync(_directory.Path));

        Assert.Contains("packages.json.gz", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramInOneFile_IsOnePart()
    {
        await File.WriteAllTextAsync(_directory["guest-agent"], "x", TestContext.Current.CancellationToken);

        var part = Assert.Single(await ReadAsync(_directory.Path));

        Assert.Equal("pkg:generic/guest-agent", part.PackageUrl);
        Assert.Null(part.Version);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"runtimeTarget":{"name":"x"},"targets":{"x":{"a/1":{}}},"libraries":{}}""")]
    public async Task AListThatCannotBeRead_IsTold(string content)
    {
        await File.WriteAllTextAsync(_directory["guest-agent.deps.json"], content, TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<ImageException>(() => ReadAsync(_directory.Path));

        Assert.Contains(_directory["guest-agent.deps.json"], failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private void WriteBundled(string list)
    {
        using var file = new GZipStream(File.Create(_directory["pages/packages.json.gz"]), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(list));
    }

    private static Task<IReadOnlyList<Component>> ReadAsync(string directory) => new AgentParts(directory).ReadAsync(TestContext.Current.CancellationToken);
}
