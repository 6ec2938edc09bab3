using Pockr.Image.Packages;
using Pockr.Image.Recipes;

namespace Pockr.Image.Distributions;

/// <summary>Where a flavour's packages come from and how they are opened. Everything after that is the same for all.</summary>
internal interface IDistribution
{
    string Name { get; }

    /// <summary>What programs linked to its C library name as their loader, in part.</summary>
    string Loader { get; }

    /// <summary>Why an image on it cannot be built here and now, or <see langword="null"/> if it can.</summary>
    Task<string?> WhyUnavailableAsync(Recipe recipe, CancellationToken cancellationToken);

    /// <summary>What the newest packages depend on beside the recipe; part of the cache's key.</summary>
    string SourcesKey(Recipe recipe);

    /// <summary>
    /// Finds the recipe's packages and what they depend on, as the distribution has them now, and leaves them in the archive. Each is checked
    /// against the distribution's keys: a build from what this finds compares digests and nothing else.
    /// </summary>
    /// <param name="recipe">What is wanted.</param>
    /// <param name="archive">Where the files go.</param>
    /// <param name="directory">Place for files of its own, which are of no use afterwards.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<PackageLock> ResolveAsync(Recipe recipe, PackageArchive archive, string directory, CancellationToken cancellationToken);

    /// <summary>Where a package can be had, the best place first.</summary>
    IEnumerable<Uri> PlacesOf(Recipe recipe, PackageLock @lock, LockedPackage package);

    /// <summary>Where a package stays, whichever mirrors this host has.</summary>
    Uri HomeOf(Recipe recipe, PackageLock @lock, LockedPackage package);

    /// <summary>The package as a package URL, which scanners know it by.</summary>
    string PackageUrlOf(Recipe recipe, LockedPackage package);

    /// <summary>The number scanners know the recipe's release by, such as <c>13</c>.</summary>
    string NumberOf(Recipe recipe);

    /// <summary>The package's files as a tar, to be disposed of by the caller.</summary>
    /// <param name="packagePath">The package; where it lies may be read-only.</param>
    /// <param name="scratch">A directory for what is needed until then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Stream> OpenFilesAsync(string packagePath, string scratch, CancellationToken cancellationToken);

    /// <summary>Puts into a root file system what the distribution's own tools need to know about the packages in it.</summary>
    Task InstallDatabaseAsync(Recipe recipe, PackageList packages, string root, CancellationToken cancellationToken);
}
