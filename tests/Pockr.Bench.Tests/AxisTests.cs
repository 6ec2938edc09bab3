using Pockr.Bench.Reports;

namespace Pockr.Bench.Tests;

public sealed class AxisTests
{
    [Fact]
    public void NumbersOfOneMagnitude_AreMeasuredFromZero()
    {
        var axis = Axis.For([20, 37], 400);

        Assert.False(axis.IsLogarithmic);
        Assert.Equal([0, 10, 20, 30, 40], axis.Ticks);
        Assert.Equal([0, 200, 400], new double[] { 0, 20, 40 }.Select(axis.Place));
    }

    [Fact]
    public void NumbersFarApart_AreMeasuredByTheirMagnitude()
    {
        var axis = Axis.For([33, 7700], 300);

        Assert.True(axis.IsLogarithmic);
        Assert.Equal([10, 100, 1000, 10000], axis.Ticks);
        Assert.Equal([0, 100, 200, 300], axis.Ticks.Select(axis.Place));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 0.003)]
    [InlineData(0.02, 5)]
    [InlineData(1, 1)]
    [InlineData(100, 100)]
    [InlineData(99.9, 1e6)]
    public void EveryNumber_IsOnIt(double least, double most)
    {
        var axis = Axis.For([least, most], 500);

        Assert.InRange(axis.Ticks.Count, 2, 8);
        Assert.InRange(axis.Place(least), 0, 500);
        Assert.InRange(axis.Place(most), 0, 500);
    }
}
