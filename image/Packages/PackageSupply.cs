using Pockr.Image.Distributions;
using Pockr.Image.Errors;
using Pockr.Image.Recipes;
using Pockr.Image.Steps;

namespace Pockr.Image.Packages;

/// <summary>Gets an image's packages: those of the lock, or those the distribution has now.</summary>
internal sealed class PackageSupply(DistributionChoice choice, string lockFile, PackageArchive archive, TextWriter log)
{
    private const string ResolvedFile = "packages.json";

    private readonly IDistribution _distribution = choice.Distribution;
    private readonly Recipe _recipe = choice.Recipe;

    public async Task<SuppliedPackages> GetAsync(LockUse use, StepCache cache, CancellationToken cancellationToken)
    {
        var obstacle = use == LockUse.Ignored ? "it was not asked for" : WhyUnusable();
        if (obstacle is null)
        {
            var locked = PackageLock.Read(lockFile);
            var gone = await FetchAsync(locked, cancellationToken);
            if (gone.Count == 0)
            {
                return new SuppliedPackages(locked, archive.ListOf(locked), IsLocked: true);
            }

            obstacle = $"can no longer be had: {string.Join("; ", gone.Select(failure => $"{failure.Package} ({failure.Reason})"))}";
        }

        if (use == LockUse.Required)
        {
            throw Failures.LockUnusable(lockFile, obstacle, archive.Directory);
        }

        await log.WriteLineAsync($"Not from the lock, but with the newest packages: {obstacle}.");
        var resolved = await ResolveOnceAsync(cache, cancellationToken);
        return new SuppliedPackages(resolved, archive.ListOf(resolved), IsLocked: false);
    }

    /// <summary>The packages the distribution has now, all of them in the archive.</summary>
    public async Task<PackageLock> ResolveAsync(string directory, CancellationToken cancellationToken) =>
        await _distribution.WhyUnavailableAsync(_recipe, cancellationToken) is { } reason
            ? throw Failures.DistributionUnavailable(_distribution.Name, reason)
            : await _distribution.ResolveAsync(_recipe, archive, directory, cancellationToken);

    // The result is kept: a build without a lock is not another one each time.
    private async Task<PackageLock> ResolveOnceAsync(StepCache cache, CancellationToken cancellationToken)
    {
        var key = Digests.OfText([_recipe.Release, .. _recipe.Packages, "without", .. _recipe.Replaced, _distribution.SourcesKey(_recipe)]);
        var directory = await cache.GetAsync("packages", key, async target =>
        {
            var work = Path.Combine(target, "work");
            var resolved = await ResolveAsync(work, cancellationToken);
            resolved.Write(Path.Combine(target, ResolvedFile));
            Directory.Delete(work, recursive: true);
        });

        var resolved = PackageLock.Read(Path.Combine(directory, ResolvedFile));
        var gone = await FetchAsync(resolved, cancellationToken);
        return gone.Count == 0 ? resolved : throw Failures.PackagesGone(gone.Select(failure => $"{failure.Package} ({failure.Reason})"));
    }

    private async Task<IReadOnlyList<(LockedPackage Package, string Reason)>> FetchAsync(PackageLock @lock, CancellationToken cancellationToken)
    {
        using var downloads = new PackageDownloads(archive);
        return await downloads.GetAsync(@lock.Packages, package => _distribution.PlacesOf(_recipe, @lock, package), cancellationToken);
    }

    private string? WhyUnusable() => !File.Exists(lockFile) ? "there is none"
        : !PackageLock.Read(lockFile).Fits(_recipe) ? "the recipe asks for other packages than it was made of"
        : null;
}
