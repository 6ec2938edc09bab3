using Pockr.Bench.Results;

namespace Pockr.Bench.Tests;

public sealed class SpreadTests
{
    [Fact]
    public void QuartilesOfAnOddNumber_AreSamples() =>
        Assert.Equal(new Spread(1, 2, 3, 4, 5), Spread.Of([5, 1, 4, 2, 3]));

    [Fact]
    public void WhatLiesBetweenTwoSamples_IsInProportion() =>
        Assert.Equal(new Spread(0, 2.5, 5, 7.5, 10), Spread.Of([10, 0]));

    [Fact]
    public void OneSample_IsAllOfIt() =>
        Assert.Equal(new Spread(7, 7, 7, 7, 7), Spread.Of([7]));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.99, 99.01)]
    [InlineData(1, 100)]
    public void Quantile_IsWhatSoManyAreNotAbove(double part, double expected) =>
        Assert.Equal(expected, Spread.Quantile(Enumerable.Range(1, 100).Select(number => (double)number), part), 9);
}
