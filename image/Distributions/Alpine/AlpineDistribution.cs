using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>The place of the Alpine flavour. Its recipe is read and checked; its packages cannot be installed yet.</summary>
internal sealed class AlpineDistribution : IDistribution
{
    private const string Reason = "this version does not install Alpine's packages yet";

    public string Name => "alpine";

    public Task<string?> WhyUnavailableAsync(Recipe recipe, CancellationToken cancellationToken) => Task.FromResult<string?>(Reason);

    public string SourcesKey(Recipe recipe) => recipe.Mirror?.ToString() ?? "";

    public Task<PackageLock> ResolveAsync(Recipe recipe, PackageArchive archive, string directory, CancellationToken cancellationToken) =>
        throw Failures.DistributionUnavailable(Name, Reason);

    public IEnumerable<Uri> PlacesOf(PackageLock @lock, LockedPackage package) => throw Failures.DistributionUnavailable(Name, Reason);

    public Task<Stream> OpenFilesAsync(string packagePath, CancellationToken cancellationToken) =>
        throw Failures.DistributionUnavailable(Name, Reason);
}
