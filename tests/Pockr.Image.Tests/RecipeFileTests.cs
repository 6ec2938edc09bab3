using Pockr.Image.Errors;
using Pockr.Image.Recipes;

namespace Pockr.Image.Tests;

public sealed class RecipeFileTests : IDisposable
{
    private const string Valid = """
        {"distro":"debian","release":"trixie","epoch":1767225600,"diskBytes":8589934592,"inodes":524288,"minimumMemoryMiB":512,"budgetBytes":80000000,
        "packages":["busybox-static"],"replaced":[],"drop":[],"keep":[],"links":{},"initramfsModules":[],"bootModules":[],"modules":[],
        "commandLine":"quiet","emulatedCommandLine":"","architectures":{"x86_64":{"commandLine":"console=ttyS0"},"aarch64":{"packages":["linux-arm"]}}}
        """;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("debian", "x86_64")]
    [InlineData("debian", "aarch64")]
    [InlineData("alpine", "x86_64")]
    [InlineData("alpine", "aarch64")]
    public void Read_TheRepositorysOwn_FindsNothingWrong(string distro, string architecture)
    {
        var recipe = RecipeFile.Read(Path.Combine(Checkout.ImageSources, "recipes", $"{distro}.json"), Architecture.Find(architecture)!);

        Assert.Equal((distro, architecture), (recipe.Distro, recipe.Architecture.Name));
        Assert.StartsWith("console=", recipe.CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PutsThePartsOfOneProcessor_InFrontOfThoseOfAll()
    {
        var path = Write(Valid);

        var (x64, arm64) = (RecipeFile.Read(path, Architecture.X64), RecipeFile.Read(path, Architecture.Arm64));

        Assert.Equal(("console=ttyS0 quiet", "quiet"), (x64.CommandLine, arm64.CommandLine));
        Assert.Equal(["busybox-static"], x64.Packages);
        Assert.Equal(["linux-arm", "busybox-static"], arm64.Packages);
    }

    [Theory]
    [InlineData("\"aarch64\":{\"packages\":[\"linux-arm\"]}", "\"riscv64\":{}", "'riscv64'; use x86_64 or aarch64.")]
    [InlineData("\"aarch64\":{\"packages\":[\"linux-arm\"]}", "\"aarch64\":null", "nothing for aarch64.")]
    [InlineData(",\"aarch64\":{\"packages\":[\"linux-arm\"]}", "", "nothing for aarch64.")]
    public void Read_WithoutPartsForTheProcessor_IsRefused(string part, string instead, string finding)
    {
        var path = Write(Valid.Replace(part, instead, StringComparison.Ordinal));

        var failure = Assert.Throws<ImageException>(() => RecipeFile.Read(path, Architecture.Arm64));

        Assert.Contains(finding, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TellsEveryFindingAtOnce()
    {
        var path = Write(Valid.Replace("524288", "1", StringComparison.Ordinal)
            .Replace("\"links\":{}", "\"links\":{\"../etc/passwd\":\"x\"}", StringComparison.Ordinal)
            .Replace("8589934592", "8589934593", StringComparison.Ordinal));

        var failure = Assert.Throws<ImageException>(() => RecipeFile.Read(path, Architecture.X64));

        Assert.Contains("'inodes' is 1;", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'diskBytes' is 8589934593;", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'../etc/passwd' leaves the root", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"distro":"debian"}""")]
    public void Read_WhatIsNoRecipe_NamesTheFile(string text)
    {
        var path = Write(text);

        Assert.Contains(path, Assert.Throws<ImageException>(() => RecipeFile.Read(path, Architecture.X64)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AMisspeltMember_IsRefused()
    {
        var path = Write(Valid.Replace("\"epoch\"", "\"epohc\"", StringComparison.Ordinal));

        Assert.Throws<ImageException>(() => RecipeFile.Read(path, Architecture.X64));
    }

    public void Dispose() => _directory.Dispose();

    private string Write(string text)
    {
        File.WriteAllText(_directory["recipe.json"], text);
        return _directory["recipe.json"];
    }
}
