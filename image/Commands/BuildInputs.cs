using System.CommandLine;
using Pockr.Image.Distributions;
using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;

namespace Pockr.Image.Commands;

/// <summary>What building and locking take alike: the sources, the distribution, and where its packages are.</summary>
internal sealed class BuildInputs
{
    private readonly Option<string> _distro = new("--distro")
    {
        Description = "Distribution the image is built on: auto, alpine or debian.",
        DefaultValueFactory = _ => DistributionChoice.Auto,
    };

    private readonly Option<DirectoryInfo> _source = new("--source") { Description = "The repository's image/ directory.", Required = true };

    private readonly Option<DirectoryInfo> _archive = new("--archive")
    {
        Description = "Directory that keeps every package file by its SHA-256; several builds may share one.",
        Required = true,
    };

    private readonly Option<string?> _mirror = new("--mirror") { Description = "Mirror of Debian's packages, in place of the host's." };

    public void AddTo(Command command)
    {
        command.Add(_distro);
        command.Add(_source);
        command.Add(_archive);
        command.Add(_mirror);
    }

    public ImageSources Sources(ParseResult parsed) => new(parsed.GetRequiredValue(_source).FullName);

    public PackageArchive OpenArchive(ParseResult parsed) => PackageArchive.Open(parsed.GetRequiredValue(_archive).FullName);

    public Task<DistributionChoice> ChooseAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var mirrors = parsed.GetValue(_mirror) is { } mirror
            ? new DebianMirrors(mirror, null, DebianMirrors.ArchiveKeyring)
            : DebianMirrors.FromHost(AptSourceFiles.ReadHost());
        IDistribution[] distributions = [new AlpineDistribution(), new DebianDistribution(mirrors)];
        var sources = Sources(parsed);
        return DistributionChoice.MakeAsync(
            parsed.GetRequiredValue(_distro),
            [.. distributions.Select(distribution => (distribution, RecipeFile.Read(sources.RecipeOf(distribution.Name))))],
            cancellationToken);
    }
}
