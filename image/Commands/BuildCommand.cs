using System.CommandLine;
using Pockr.Image.Distributions;
using Pockr.Image.Packages;
using Pockr.Image.Steps;

namespace Pockr.Image.Commands;

/// <summary>
/// <c>pockr-image build --agent DIR --output DIR --cache DIR --archive DIR --source DIR [--distro NAME] [--arch NAME] [--mirror URL]
/// [--locked|--refresh]</c>
/// </summary>
internal sealed class BuildCommand : Command
{
    private readonly DistributionOptions _distribution = new();

    private readonly Option<DirectoryInfo> _agent = new("--agent") { Description = "Directory of the published agent.", Required = true };

    private readonly Option<DirectoryInfo> _output = new("--output") { Description = "Directory for images; each gets one of its own there.", Required = true };

    private readonly Option<bool> _locked = new("--locked") { Description = "Build from the lock or not at all." };

    private readonly Option<bool> _refresh = new("--refresh") { Description = "Take the newest packages in place of the lock's, and do every step anew." };

    public BuildCommand()
        : base("build", "Build an image of the virtual machine.")
    {
        _distribution.AddTo(this);
        Add(_agent);
        Add(_output);
        Add(_locked);
        Add(_refresh);
        Validators.Add(result =>
        {
            if (result.GetValue(_locked) && result.GetValue(_refresh))
            {
                result.AddError("'--locked' takes the lock's packages and '--refresh' the newest: give one of them.");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var agent = parsed.GetRequiredValue(_agent).FullName;
        var choice = await _distribution.ChooseAsync(parsed, cancellationToken);
        AgentDirectory.EnsureFits(agent, choice.Recipe.Architecture, choice.Distribution);
        Console.WriteLine($"Building on {choice.Distribution.Name} {choice.Recipe.Release} for {choice.Recipe.Architecture} ({choice.Reason}).");

        // Each has steps of its own, which building another one leaves alone.
        using var cache = StepCache.Open(Path.Combine(_distribution.Cache(parsed), choice.Flavour), Console.Out);
        if (parsed.GetValue(_refresh))
        {
            cache.Forget();
        }

        var packages = await SupplyOf(parsed, choice).GetAsync(UseOfLock(parsed), cache, cancellationToken);
        var build = new ImageBuild(choice, _distribution.Sources(parsed), agent, packages, cache);
        await ReportAsync(build, choice, Path.Combine(parsed.GetRequiredValue(_output).FullName, choice.Flavour), cancellationToken);
        return 0;
    }

    private PackageSupply SupplyOf(ParseResult parsed, DistributionChoice choice) => new(
        choice, _distribution.Sources(parsed).LockOf(choice.Flavour), _distribution.OpenArchive(parsed), Console.Out);

    private LockUse UseOfLock(ParseResult parsed) =>
        parsed.GetValue(_locked) ? LockUse.Required : parsed.GetValue(_refresh) ? LockUse.Ignored : LockUse.Preferred;

    private static async Task ReportAsync(ImageBuild build, DistributionChoice choice, string output, CancellationToken cancellationToken)
    {
        var manifest = await build.RunAsync(output, cancellationToken);
        Console.WriteLine($"Image {manifest.BuildId} with kernel {manifest.Kernel} is in {output}:");
        foreach (var file in manifest.Files)
        {
            Console.WriteLine(FormattableString.Invariant($"  {file.Name,-16} {file.Bytes / 1e6,7:F1} MB"));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"To download, released: about {build.DownloadBytes / 1e6:F0} MB of a budget of {choice.Recipe.BudgetBytes / 1e6:F1} MB."));
    }
}
