namespace Pockr.Bench.Results;

/// <summary>How samples lie: the ends, the quartiles, and the middle.</summary>
internal sealed record Spread(double Least, double LowerQuartile, double Median, double UpperQuartile, double Most)
{
    /// <param name="samples">At least one, in any order.</param>
    public static Spread Of(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToList();
        return new Spread(sorted[0], At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75), sorted[^1]);
    }

    /// <summary>What so large a part of the samples is not above, where it lies between two, in proportion.</summary>
    /// <param name="samples">At least one, in any order.</param>
    /// <param name="part">0 to 1.</param>
    public static double Quantile(IEnumerable<double> samples, double part) => At(samples.Order().ToList(), part);

    private static double At(List<double> sorted, double part)
    {
        var place = part * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
