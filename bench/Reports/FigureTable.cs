using System.Text;
using Pockr.Bench.Results;

namespace Pockr.Bench.Reports;

/// <summary>A figure's numbers as a table of Markdown.</summary>
internal static class FigureTable
{
    public static string Of(Figure figure)
    {
        var (head, line) = figure.Reference is { } reference ? ($" Beside {Cell(reference)} |", "---|") : ("", "");
        var table = new StringBuilder($"| What | By | Median, {figure.Unit} | Quartiles | Least to most | Samples |{head}\n|---|---|--:|--:|--:|--:|{line}\n");
        foreach (var measurement in figure.Subjects.SelectMany(subject => subject))
        {
            table.Append(Row(figure, measurement));
        }

        return table.ToString();
    }

    private static string Row(Figure figure, Measurement measurement)
    {
        var spread = Spread.Of(measurement.Samples);
        string[] cells =
        [
            Cell(measurement.Subject),
            Cell(measurement.By),
            NumberText.Of(spread.Median),
            $"{NumberText.Of(spread.LowerQuartile)} – {NumberText.Of(spread.UpperQuartile)}",
            $"{NumberText.Of(spread.Least)} – {NumberText.Of(spread.Most)}",
            $"{measurement.Samples.Count}",
            .. figure.Reference is not null ? [Beside(figure, measurement, spread.Median)] : Array.Empty<string>(),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static string Beside(Figure figure, Measurement measurement, double median)
    {
        if (figure.ReferenceOf(measurement) is not { } reference)
        {
            return "";
        }

        var other = Spread.Of(reference.Samples).Median;
        return other == 0 ? "" : $"{NumberText.Ratio(median / other)} times ({NumberText.Signed(median - other)})";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
