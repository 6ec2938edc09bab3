using Pockr.Image.Errors;
using Pockr.Image.Recipes;

namespace Pockr.Image.Tests;

public sealed class RecipeFileTests : IDisposable
{
    private const string Valid = """
        {"distro":"debian","release":"trixie","epoch":1767225600,"diskBytes":8589934592,"inodes":524288,"minimumMemoryMiB":512,"budgetBytes":80000000,
        "packages":["busybox-static"],"replaced":[],"drop":[],"keep":[],"links":{},"initramfsModules":[],"bootModules":[],"modules":[],
        "commandLine":"quiet","emulatedCommandLine":""}
        """;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("debian")]
    [InlineData("alpine")]
    public void Read_TheRepositorysOwn_FindsNothingWrong(string distro)
    {
        var recipe = RecipeFile.Read(Path.Combine(Checkout.ImageSources, "recipes", $"{distro}.json"));

        Assert.Equal(distro, recipe.Distro);
    }

    [Fact]
    public void Read_TellsEveryFindingAtOnce()
    {
        var path = Write(Valid.Replace("524288", "1", StringComparison.Ordinal)
            .Replace("\"links\":{}", "\"links\":{\"../etc/passwd\":\"x\"}", StringComparison.Ordinal)
            .Replace("8589934592", "8589934593", StringComparison.Ordinal));

        var failure = Assert.Throws<ImageException>(() => RecipeFile.Read(path));

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

        Assert.Contains(path, Assert.Throws<ImageException>(() => RecipeFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AMisspeltMember_IsRefused()
    {
        var path = Write(Valid.Replace("\"epoch\"", "\"epohc\"", StringComparison.Ordinal));

        Assert.Throws<ImageException>(() => RecipeFile.Read(path));
    }

    public void Dispose() => _directory.Dispose();

    private string Write(string text)
    {
        File.WriteAllText(_directory["recipe.json"], text);
        return _directory["recipe.json"];
    }
}
