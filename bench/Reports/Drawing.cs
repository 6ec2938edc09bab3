using System.Globalization;
using System.Security;
using System.Text;

namespace Pockr.Bench.Reports;

/// <summary>An SVG that is readable on light and on dark pages; what its classes look like is told at its beginning.</summary>
internal sealed class Drawing(double width, double height)
{
    /// <summary>How many colours there are: styles <c>series0</c> and on.</summary>
    public const int Colours = 6;

    private const string Style = """
        text { font: 12px system-ui, sans-serif; fill: #1f2328 }
        .title { font-size: 14px; font-weight: 600 }
        .quiet { fill: #59636e }
        .end { text-anchor: end }
        .middle { text-anchor: middle }
        .grid { stroke: #d1d9e0 }
        .series0 { stroke: #0969da; fill: #0969da }
        .series1 { stroke: #9a6700; fill: #9a6700 }
        .series2 { stroke: #1a7f37; fill: #1a7f37 }
        .series3 { stroke: #8250df; fill: #8250df }
        .series4 { stroke: #cf222e; fill: #cf222e }
        .series5 { stroke: #59636e; fill: #59636e }
        .box { fill-opacity: .3 }
        .median { stroke-width: 3 }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc }
          .quiet { fill: #9198a1 }
          .grid { stroke: #3d444d }
          .series0 { stroke: #4493f8; fill: #4493f8 }
          .series1 { stroke: #d29922; fill: #d29922 }
          .series2 { stroke: #3fb950; fill: #3fb950 }
          .series3 { stroke: #ab7df8; fill: #ab7df8 }
          .series4 { stroke: #f85149; fill: #f85149 }
          .series5 { stroke: #9198a1; fill: #9198a1 }
        }
        """;

    private readonly StringBuilder _shapes = new();

    public void Text(double x, double y, string text, string style = "") =>
        _shapes.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}" class="{style}">{SecurityElement.Escape(text)}</text>""").Append('\n');

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _shapes.Append(CultureInfo.InvariantCulture, $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" class="{style}"/>""").Append('\n');

    public void Rectangle(double x, double y, double width, double height, string style) =>
        _shapes.Append(CultureInfo.InvariantCulture, $"""<rect x="{x:0.#}" y="{y:0.#}" width="{width:0.#}" height="{height:0.#}" class="{style}"/>""").Append('\n');

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width:0}" height="{height:0}" viewBox="0 0 {width:0} {height:0}" role="img">""")
        + $"\n<style>\n{Style}\n</style>\n{_shapes}</svg>\n";
}
