using Pockr.Image.Distributions;
using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Errors;
using Pockr.Image.Recipes;

namespace Pockr.Image.Tests;

public sealed class DistributionChoiceTests
{
    private static readonly DebianMirrors s_mirrors = new("http://deb.example.org/debian", null, Environment.ProcessPath!);

    [Fact]
    public async Task Make_Auto_TakesTheFirstThatCanBeBuilt_AndSaysWhyNotTheOthers()
    {
        var choice = await MakeAsync("auto", s_mirrors);

        Assert.Equal("debian", choice.Distribution.Name);
        Assert.Contains("not alpine: ", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_OfOneByName_TakesIt_ForALockMayNeedNoMirror()
    {
        Assert.Equal("alpine", (await MakeAsync("alpine", s_mirrors)).Distribution.Name);
    }

    [Fact]
    public async Task Make_OfAnUnknownName_ListsTheKnown()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => MakeAsync("gentoo", s_mirrors));

        Assert.Contains("'gentoo'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("auto, alpine, debian", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_WhereNothingCanBeBuilt_TellsEveryReason()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => MakeAsync("auto", null));

        Assert.Contains("not alpine", failure.Message, StringComparison.Ordinal);
        Assert.Contains("not debian", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--mirror", failure.Remedy, StringComparison.Ordinal);
    }

    private static Task<DistributionChoice> MakeAsync(string requested, DebianMirrors? mirrors)
    {
        IDistribution[] distributions = [new AlpineDistribution(Path.GetTempPath(), "unused"), new DebianDistribution(mirrors)];
        return DistributionChoice.MakeAsync(
            requested,
            [.. distributions.Select(distribution => (distribution, RecipeFile.Read(Path.Combine(Checkout.ImageSources, "recipes", $"{distribution.Name}.json"), Architecture.X64)))],
            TestContext.Current.CancellationToken);
    }
}
