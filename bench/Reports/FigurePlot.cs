using Pockr.Bench.Results;

namespace Pockr.Bench.Reports;

/// <summary>A figure as a plot: for each measurement a box from quartile to quartile, a line at the median, and whiskers to the ends. Who did it has one colour throughout.</summary>
internal sealed class FigurePlot
{
    private const double Width = 860;
    private const double Top = 44;
    private const double Left = 330;
    private const double Right = 90;
    private const double RowHeight = 22;
    private const double SubjectHeight = 26;
    private const double BoxHeight = 12;
    private const double Bottom = 40;

    private readonly Figure _figure;
    private readonly List<string> _names;
    private readonly Axis _axis;
    private readonly Drawing _drawing;

    private FigurePlot(Figure figure)
    {
        _figure = figure;
        _names = [.. figure.Measurements.Select(measurement => measurement.By).Distinct()];
        _axis = Axis.For([.. figure.Measurements.SelectMany(measurement => measurement.Samples)], Width - Left - Right);
        _drawing = new Drawing(Width, Top + _figure.Subjects.Sum(HeightOf) + Bottom);
    }

    public static string Of(Figure figure) => new FigurePlot(figure).Draw();

    private static double HeightOf(IGrouping<string, Measurement> subject) => SubjectHeight + (subject.Count() * RowHeight);

    private string Draw()
    {
        _drawing.Text(12, 24, _figure.Title, "title");
        DrawGrid();
        var y = Top;
        foreach (var subject in _figure.Subjects)
        {
            DrawSubject(subject, y);
            y += HeightOf(subject);
        }

        return _drawing.ToString();
    }

    private void DrawGrid()
    {
        var bottom = Top + _figure.Subjects.Sum(HeightOf);
        foreach (var tick in _axis.Ticks)
        {
            var x = Left + _axis.Place(tick);
            _drawing.Line(x, Top, x, bottom, "grid");
            _drawing.Text(x, bottom + 16, Axis.Label(tick), "quiet middle");
        }

        _drawing.Text(Left + ((Width - Left - Right) / 2), bottom + 33, _figure.Unit + (_axis.IsLogarithmic ? ", each line ten times the one before" : ""), "quiet middle");
    }

    private void DrawSubject(IGrouping<string, Measurement> subject, double top)
    {
        _drawing.Text(12, top + 17, subject.Key);
        var y = top + SubjectHeight;
        foreach (var measurement in subject)
        {
            DrawRow(measurement, y + (RowHeight / 2));
            y += RowHeight;
        }
    }

    private void DrawRow(Measurement measurement, double middle)
    {
        var spread = Spread.Of(measurement.Samples);
        var style = $"series{_names.IndexOf(measurement.By) % Drawing.Colours}";
        _drawing.Text(Left - 12, middle + 4, measurement.By, "quiet end");
        _drawing.Line(X(spread.Least), middle, X(spread.Most), middle, style);
        _drawing.Rectangle(X(spread.LowerQuartile), middle - (BoxHeight / 2), X(spread.UpperQuartile) - X(spread.LowerQuartile), BoxHeight, $"{style} box");
        _drawing.Line(X(spread.Median), middle - (BoxHeight / 2), X(spread.Median), middle + (BoxHeight / 2), $"{style} median");
        _drawing.Text(X(spread.Most) + 8, middle + 4, NumberText.Of(spread.Median));
    }

    private double X(double number) => Left + _axis.Place(number);
}
