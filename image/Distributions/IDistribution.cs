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

    /// <summary>What the fetched packages depend on beside the recipe; part of the cache's key.</summary>
    string SourcesKey(Recipe recipe);

    /// <summary>Fetches the recipe's packages and what they depend on, each checked against the distribution's keys.</summary>
    Task<PackageList> FetchAsync(Recipe recipe, string directory, CancellationToken cancellationToken);

    /// <summary>The package's files as a tar, to be disposed of by the caller.</summary>
    Task<Stream> OpenFilesAsync(string packagePath, CancellationToken cancellationToken);

    /// <summary>Puts into a root file system what the distribution's own tools need to know about the packages in it.</summary>
    void InstallDatabase(PackageList packages, string root);
}
