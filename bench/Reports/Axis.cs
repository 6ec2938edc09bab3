using System.Globalization;

namespace Pockr.Bench.Reports;

/// <summary>Where numbers are on a line: from zero on, or by their magnitude where the largest would leave no room for the others.</summary>
internal sealed class Axis
{
    private const double LargestLinearRatio = 25;
    private const int Steps = 4;

    private readonly double _least;
    private readonly double _most;
    private readonly double _width;

    private Axis(IReadOnlyList<double> ticks, bool isLogarithmic, double width)
    {
        (Ticks, IsLogarithmic, _width) = (ticks, isLogarithmic, width);
        (_least, _most) = (Magnitude(ticks[0]), Magnitude(ticks[^1]));
    }

    public bool IsLogarithmic { get; }

    /// <summary>Where lines are drawn; the first and the last are the ends.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <param name="numbers">What has to be on it, none below zero.</param>
    /// <param name="width">How long it is.</param>
    public static Axis For(IReadOnlyCollection<double> numbers, double width)
    {
        var most = numbers.Max();
        var least = numbers.Min();
        return least > 0 && most / least > LargestLinearRatio
            ? new Axis([.. Powers(least, most)], isLogarithmic: true, width)
            : new Axis([.. Multiples(most)], isLogarithmic: false, width);
    }

    public double Place(double number) => (Magnitude(number) - _least) / (_most - _least) * _width;

    public static string Label(double tick) => tick.ToString(Math.Abs(tick) < 10 ? "0.####" : "0", CultureInfo.InvariantCulture);

    private static IEnumerable<double> Powers(double least, double most)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most)));
        return Enumerable.Range(first, Math.Max(last - first, 1) + 1).Select(power => Math.Pow(10, power));
    }

    private static IEnumerable<double> Multiples(double most)
    {
        var step = RoundUp((most > 0 ? most : 1) / Steps);
        var count = (int)Math.Ceiling(Math.Max(most / step, 1) - 1e-9);
        return Enumerable.Range(0, count + 1).Select(index => index * step);
    }

    /// <summary>The next of 1, 2, 2.5, 5 and 10, times a power of ten.</summary>
    private static double RoundUp(double number)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(number)));
        return new[] { 1, 2, 2.5, 5, 10 }.First(digit => digit * power >= number * (1 - 1e-9)) * power;
    }

    private double Magnitude(double number) => IsLogarithmic ? Math.Log10(number) : number;
}
