using System.Xml.Linq;
using Pockr.Bench.Reports;
using Pockr.Bench.Results;

namespace Pockr.Bench.Tests;

public sealed class FigureTests
{
    private static readonly Figure s_figure = Filled();

    [Fact]
    public void Table_HasMedianSpreadAndTheComparison()
    {
        var lines = FigureTable.Of(s_figure).Split('\n');

        Assert.Equal("| What | By | Median, ms | Quartiles | Least to most | Samples | Beside docker |", lines[0]);
        Assert.Equal("| exec \\| <true> | pockr | 100 | 90 – 110 | 80 – 120 | 3 | 0.80 times (-25) |", lines[2]);
        Assert.Equal("| exec \\| <true> | docker | 125 | 125 – 125 | 125 – 125 | 1 |  |", lines[3]);
        Assert.Equal("| pool | pockr | 33 | 33 – 33 | 33 – 33 | 1 |  |", lines[4]);
    }

    [Fact]
    public void Table_ComparesNothing_WhereThereIsNoReference()
    {
        var lines = FigureTable.Of(s_figure with { Reference = null }).Split('\n');

        Assert.Equal("| What | By | Median, ms | Quartiles | Least to most | Samples |", lines[0]);
        Assert.EndsWith("| 3 |", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Plot_IsXmlWithEveryName_AndEveryBoxInIt()
    {
        var svg = XDocument.Parse(FigurePlot.Of(s_figure)).Root!;
        var width = (double)svg.Attribute("width")!;
        var boxes = svg.Elements().Where(shape => shape.Name.LocalName == "rect").ToList();

        Assert.Contains(svg.Elements(), shape => shape.Value == "exec | <true>");
        Assert.Equal(3, boxes.Count);
        Assert.All(boxes, box => Assert.InRange((double)box.Attribute("x")! + (double)box.Attribute("width")!, 0, width));
    }

    [Fact]
    public async Task Time_IsToldInTheFiguresUnit()
    {
        var figure = new Figure("one", "One", "s", null);

        await figure.TimeAsync("nothing", "nobody", () => Task.CompletedTask);

        Assert.InRange(Assert.Single(Assert.Single(figure.Measurements).Samples), 0, 60);
        Assert.Equal(1.5, figure.InUnit(TimeSpan.FromMilliseconds(1500)));
        Assert.Throws<InvalidOperationException>(() => (figure with { Unit = "MB" }).InUnit(TimeSpan.Zero));
    }

    private static Figure Filled()
    {
        var figure = new Figure("operations", "Operations", "ms", "docker");
        Array.ForEach([80.0, 120, 100], sample => figure.Add("exec | <true>", "pockr", sample));
        figure.Add("pool", "pockr", 33);
        figure.Add("exec | <true>", "docker", 125);
        return figure;
    }
}
