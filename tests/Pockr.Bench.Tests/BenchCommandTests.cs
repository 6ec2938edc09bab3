using Pockr.Bench.Suites;

namespace Pockr.Bench.Tests;

public sealed class BenchCommandTests
{
    [Fact]
    public void WithoutOptions_EverySuiteIsRun()
    {
        var options = Parse();

        Assert.Equal(AllSuites.Names, options.Suites);
        Assert.Equal(BenchOptions.UsualRounds, options.Rounds);
        Assert.Null(options.Before);
    }

    [Fact]
    public void SomeSuites_AndFewerRounds_CanBeAskedFor()
    {
        var options = Parse("--only", "startup, image", "--quick");

        Assert.Equal(["startup", "image"], options.Suites);
        Assert.Equal(BenchOptions.QuickRounds, options.Rounds);
        Assert.Equal(3, Parse("--quick", "--count", "3").Rounds);
    }

    [Theory]
    [InlineData("There is no suite 'speed'", "--only", "image,speed")]
    [InlineData("'--count 0' cannot be", "--count", "0")]
    [InlineData("'--count many' cannot be", "--count", "many")]
    [InlineData("leave one", "--quick", "--document")]
    [InlineData("--rounds", "--rounds", "3")]
    public void WhatCannotBe_IsRefused(string reason, params string[] arguments) =>
        Assert.Contains(new BenchCommand().Parse([.. s_places, .. arguments]).Errors, error => error.Message.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("with '--before DIR'", "--only", "image,change")]
    [InlineData("leave '--before' out", "--only", "image", "--before", "/before")]
    [InlineData("./build.sh launcher", "--before", "/before")]
    public void AnOlderVersion_IsNamedForItsSuiteAlone_AndHasBeenBuilt(string remedy, params string[] arguments) =>
        Assert.Contains(remedy, Assert.Throws<BenchException>(() => Parse(arguments)).Remedy, StringComparison.Ordinal);

    private static readonly string[] s_places = ["--root", "/root", "--image", "/image", "--agent", "/agent"];

    private static BenchOptions Parse(params string[] arguments)
    {
        var command = new BenchCommand();
        var parsed = command.Parse([.. s_places, .. arguments]);
        Assert.Empty(parsed.Errors);
        return command.OptionsOf(parsed);
    }
}
