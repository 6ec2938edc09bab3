using System.CommandLine;
using Pockr.Image.Distributions;
using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;

namespace Pockr.Image.Commands;

/// <summary>
/// <c>--distro NAME --arch NAME --source DIR --cache DIR --archive DIR --mirror URL</c>: on which distribution an image is built, for which
/// processor, and where its packages are.
/// </summary>
internal sealed class DistributionOptions
{
    private readonly Option<string> _distro = new("--distro")
    {
        Description = "Distribution the image is built on: auto, alpine or debian.",
        DefaultValueFactory = _ => DistributionChoice.Auto,
    };

    private readonly Option<string> _arch = new("--arch")
    {
        Description = $"Processor the image is for: {string.Join(" or ", Architecture.All)}.",
        DefaultValueFactory = _ => Architecture.X64.Name,
    };

    private readonly Option<DirectoryInfo> _source = new("--source") { Description = "The repository's image/ directory.", Required = true };

    private readonly Option<DirectoryInfo> _cache = new("--cache") { Description = "Directory that keeps the results of steps.", Required = true };

    private readonly Option<DirectoryInfo> _archive = new("--archive")
    {
        Description = "Directory that keeps every package file by its SHA-256; several builds may share one.",
        Required = true,
    };

    private readonly Option<string?> _mirror = new("--mirror")
    {
        Description = "Mirror of the distribution's packages, in place of the recipe's or the host's: an address or, of Alpine's, a directory.",
    };

    public void AddTo(Command command)
    {
        command.Add(_distro);
        command.Add(_arch);
        command.Add(_source);
        command.Add(_cache);
        command.Add(_archive);
        command.Add(_mirror);
    }

    public ImageSources Sources(ParseResult parsed) => new(parsed.GetRequiredValue(_source).FullName);

    public PackageArchive OpenArchive(ParseResult parsed) => PackageArchive.Open(parsed.GetRequiredValue(_archive).FullName);

    public string Cache(ParseResult parsed) => parsed.GetRequiredValue(_cache).FullName;

    public Task<DistributionChoice> ChooseAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var requested = parsed.GetRequiredValue(_arch);
        var architecture = Architecture.Find(requested) ?? throw Failures.UnknownArchitecture(requested);
        var mirror = parsed.GetValue(_mirror);
        var mirrors = mirror is not null
            ? new DebianMirrors(mirror, null, DebianMirrors.ArchiveKeyring)
            : DebianMirrors.FromHost(AptSourceFiles.ReadHost());
        var sources = Sources(parsed);

        // Debian first, as long as the release in Alpine's recipe has not been built and booted (docs/decisions/015).
        IDistribution[] distributions = [new DebianDistribution(mirrors), new AlpineDistribution(mirror, Path.Combine(Cache(parsed), "alpine-indexes.json"))];
        return DistributionChoice.MakeAsync(
            parsed.GetRequiredValue(_distro),
            [.. distributions.Select(distribution => (distribution, RecipeFile.Read(sources.RecipeOf(distribution.Name), architecture)))],
            cancellationToken);
    }
}
