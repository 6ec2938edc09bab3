using Pockr.Image.Errors;
using Pockr.Image.Recipes;

namespace Pockr.Image.Distributions;

/// <summary>Which distribution an image is built on, and why.</summary>
internal sealed record DistributionChoice(IDistribution Distribution, Recipe Recipe, string Reason)
{
    public const string Auto = "auto";

    /// <param name="requested">A name, or <see cref="Auto"/> for the first of <paramref name="candidates"/> that can be built.</param>
    /// <param name="candidates">Distributions in the order of preference, each with its recipe.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<DistributionChoice> MakeAsync(
        string requested, IReadOnlyList<(IDistribution Distribution, Recipe Recipe)> candidates, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var (distribution, recipe) in candidates.Where(candidate => Matches(requested, candidate.Distribution)))
        {
            var unavailable = await distribution.WhyUnavailableAsync(recipe, cancellationToken);
            if (unavailable is null)
            {
                var reason = requested == Auto ? string.Join("; ", reasons.DefaultIfEmpty("the first choice")) : "as asked for";
                return new DistributionChoice(distribution, recipe, reason);
            }

            if (requested != Auto)
            {
                throw Failures.DistributionUnavailable(distribution.Name, unavailable);
            }

            reasons.Add($"not {distribution.Name}: {unavailable}");
        }

        throw reasons.Count == 0
            ? Failures.UnknownDistribution(requested, candidates.Select(candidate => candidate.Distribution.Name))
            : Failures.NoDistribution(reasons);
    }

    private static bool Matches(string requested, IDistribution distribution) => requested == Auto || requested == distribution.Name;
}
