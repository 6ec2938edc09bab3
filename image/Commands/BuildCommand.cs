using System.CommandLine;
using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Steps;

namespace Pockr.Image.Commands;

/// <summary>
/// <c>pockr-image build --agent DIR --output DIR --cache DIR --archive DIR --source DIR [--distro NAME] [--mirror URL] [--locked|--refresh]</c>
/// </summary>
internal sealed class BuildCommand : Command
{
    private readonly BuildInputs _inputs = new();

    private readonly Option<DirectoryInfo> _agent = new("--agent") { Description = "Directory of the published agent.", Required = true };

    private readonly Option<DirectoryInfo> _output = new("--output") { Description = "Directory for images; each gets one of its own there.", Required = true };

    private readonly Option<DirectoryInfo> _cache = new("--cache") { Description = "Directory that keeps the results of steps.", Required = true };

    private readonly Option<bool> _locked = new("--locked") { Description = "Build from the lock or not at all." };

    private readonly Option<bool> _refresh = new("--refresh") { Description = "Take the newest packages in place of the lock's, and do every step anew." };

    public BuildCommand()
        : base("build", "Build an image of the virtual machine.")
    {
        _inputs.AddTo(this);
        Add(_agent);
        Add(_output);
        Add(_cache);
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
        var agent = parsed.GetRequiredValue(_agent);
        if (!File.Exists(Path.Combine(agent.FullName, "guest-agent")))
        {
            throw Failures.AgentMissing(agent.FullName);
        }

        var sources = _inputs.Sources(parsed);
        var choice = await _inputs.ChooseAsync(parsed, cancellationToken);
        Console.WriteLine($"Building on {choice.Distribution.Name} {choice.Recipe.Release} ({choice.Reason}).");

        using var cache = StepCache.Open(parsed.GetRequiredValue(_cache).FullName, Console.Out);
        if (parsed.GetValue(_refresh))
        {
            cache.Forget();
        }

        var name = $"{choice.Distribution.Name}-{ImageBuild.Architecture}";
        var supply = new PackageSupply(
            choice.Distribution, choice.Recipe, sources.LockOf(choice.Distribution.Name, ImageBuild.Architecture), _inputs.OpenArchive(parsed), Console.Out);
        var packages = await supply.GetAsync(UseOfLock(parsed), cache, cancellationToken);

        var output = Path.Combine(parsed.GetRequiredValue(_output).FullName, name);
        var build = new ImageBuild(choice, sources, agent.FullName, packages, cache);
        var manifest = await build.RunAsync(output, cancellationToken);
        Console.WriteLine($"Image {manifest.BuildId} with kernel {manifest.Kernel} is in {output}:");
        foreach (var file in manifest.Files)
        {
            Console.WriteLine(FormattableString.Invariant($"  {file.Name,-16} {file.Bytes / 1e6,7:F1} MB"));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"To download, compressed: {build.DownloadBytes / 1e6:F1} MB of a budget of {choice.Recipe.BudgetBytes / 1e6:F1} MB."));
        return 0;
    }

    private LockUse UseOfLock(ParseResult parsed) =>
        parsed.GetValue(_locked) ? LockUse.Required : parsed.GetValue(_refresh) ? LockUse.Ignored : LockUse.Preferred;
}
