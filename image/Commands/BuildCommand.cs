using System.CommandLine;
using Pockr.Image.Distributions;
using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Errors;
using Pockr.Image.Recipes;
using Pockr.Image.Steps;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image build --agent DIR --output DIR --cache DIR --source DIR [--distro NAME] [--arch NAME] [--mirror URL] [--refresh]</c></summary>
internal sealed class BuildCommand : Command
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

    private readonly Option<DirectoryInfo> _agent = new("--agent") { Description = "Directory of the published agent.", Required = true };

    private readonly Option<DirectoryInfo> _source = new("--source") { Description = "The repository's image/ directory.", Required = true };

    private readonly Option<DirectoryInfo> _output = new("--output") { Description = "Directory for images; each gets one of its own there.", Required = true };

    private readonly Option<DirectoryInfo> _cache = new("--cache") { Description = "Directory that keeps the results of steps.", Required = true };

    private readonly Option<string?> _mirror = new("--mirror") { Description = "Mirror of Debian's packages, in place of the host's." };

    private readonly Option<bool> _refresh = new("--refresh") { Description = "Fetch all packages anew, in their newest versions." };

    public BuildCommand()
        : base("build", "Build an image of the virtual machine.")
    {
        Add(_distro);
        Add(_arch);
        Add(_agent);
        Add(_source);
        Add(_output);
        Add(_cache);
        Add(_mirror);
        Add(_refresh);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var requested = parsed.GetRequiredValue(_arch);
        var architecture = Architecture.Find(requested) ?? throw Failures.UnknownArchitecture(requested);
        var agent = parsed.GetRequiredValue(_agent).FullName;
        AgentDirectory.EnsureFits(agent, architecture);

        var sources = new ImageSources(parsed.GetRequiredValue(_source).FullName);
        var choice = await ChooseAsync(parsed, architecture, sources, cancellationToken);
        Console.WriteLine($"Building on {choice.Distribution.Name} {choice.Recipe.Release} for {architecture} ({choice.Reason}).");

        // Each has steps of its own, which building another one leaves alone.
        var flavour = $"{choice.Distribution.Name}-{architecture}";
        using var cache = StepCache.Open(Path.Combine(parsed.GetRequiredValue(_cache).FullName, flavour), Console.Out);
        if (parsed.GetValue(_refresh))
        {
            cache.Forget();
        }

        var output = Path.Combine(parsed.GetRequiredValue(_output).FullName, flavour);
        var manifest = await new ImageBuild(choice, sources, agent, cache).RunAsync(output, cancellationToken);
        Console.WriteLine($"Image {manifest.BuildId} with kernel {manifest.Kernel} is in {output}:");
        foreach (var file in manifest.Files)
        {
            Console.WriteLine(FormattableString.Invariant($"  {file.Name,-16} {file.Bytes / 1e6,7:F1} MB"));
        }

        return 0;
    }

    private Task<DistributionChoice> ChooseAsync(
        ParseResult parsed, Architecture architecture, ImageSources sources, CancellationToken cancellationToken)
    {
        var mirrors = parsed.GetValue(_mirror) is { } mirror
            ? new DebianMirrors(mirror, null, DebianMirrors.ArchiveKeyring)
            : DebianMirrors.FromHost(AptSourceFiles.ReadHost());
        IDistribution[] distributions = [new AlpineDistribution(), new DebianDistribution(mirrors)];
        return DistributionChoice.MakeAsync(
            parsed.GetRequiredValue(_distro),
            [.. distributions.Select(distribution => (distribution, RecipeFile.Read(sources.RecipeOf(distribution.Name), architecture)))],
            cancellationToken);
    }
}
