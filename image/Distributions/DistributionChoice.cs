using Pockr.Image.Errors;
using Pockr.Image.Recipes;

namespace Pockr.Image.Distributions;

/// <summary>Which distribution an image is built on, and why.</summary>
internal sealed record DistributionChoice(IDistribution Distribution, Recipe Recipe, string Reason)
{
    public const string Auto = "auto";

    /// <summary>Names what is built: <c>debian-x86_64</c>.</summary>
    public string Flavour => $"{Distribution.Name}-{Recipe.Architecture}";

    /// <param name="requested">A name, or <see cref="Auto"/> for the first of <paramref name="candidates"/> that can be built.</param>
    /// <param name="candidates">Distributions in the order of preference, each with its recipe.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<DistributionChoice> MakeAsync(
        string requested, IReadOnlyList<(IDistribution Distribution, Recipe Recipe)> candidates, CancellationToken cancellationToken)
    {
        return requested == Auto ? await FindAsync(candidates, cancellationToken) : Take(requested, candidates);
    }

    private static async Task<DistributionChoice> FindAsync(
        IEnumerable<(IDistribution Distribution, Recipe Recipe)> candidates, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var (distribution, recipe) in candidates)
        {
            if (await distribution.WhyUnavailableAsync(recipe, cancellationToken) is not { } unavailable)
            {
                return new DistributionChoice(distribution, recipe, string.Join("; ", reasons.DefaultIfEmpty("the first choice")));
            }

            reasons.Add($"not {distribution.Name}: {unavailable}");
        }

        throw Failures.NoDistribution(reasons);
    }

    // Whether its packages can be had is not asked: a lock whose packages are all in the archive needs no mirror.
    private static DistributionChoice Take(string requested, IReadOnlyList<(IDistribution Distribution, Recipe Recipe)> candidates)
    {
        foreach (var (distribution, recipe) in candidates.Where(candidate => candidate.Distribution.Name == requested))
        {
            return new DistributionChoice(distribution, recipe, "as asked for");
        }

        throw Failures.UnknownDistribution(requested, candidates.Select(candidate => candidate.Distribution.Name));
    }
}
