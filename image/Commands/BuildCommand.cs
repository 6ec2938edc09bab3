using System.CommandLine;
using Pockr.Image.Steps;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image build --agent DIR --output DIR --cache DIR --source DIR [--distro NAME] [--arch NAME] [--mirror URL] [--refresh]</c></summary>
internal sealed class BuildCommand : Command
{
    private readonly DistributionOptions _distribution = new();

    private readonly Option<DirectoryInfo> _agent = new("--agent") { Description = "Directory of the published agent.", Required = true };

    private readonly Option<DirectoryInfo> _output = new("--output") { Description = "Directory for images; each gets one of its own there.", Required = true };

    private readonly Option<bool> _refresh = new("--refresh") { Description = "Fetch all packages anew, in their newest versions." };

    public BuildCommand()
        : base("build", "Build an image of the virtual machine.")
    {
        _distribution.AddTo(this);
        Add(_agent);
        Add(_output);
        Add(_refresh);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var agent = parsed.GetRequiredValue(_agent).FullName;
        var choice = await _distribution.ChooseAsync(parsed, cancellationToken);
        var architecture = choice.Recipe.Architecture;
        AgentDirectory.EnsureFits(agent, architecture, choice.Distribution);
        Console.WriteLine($"Building on {choice.Distribution.Name} {choice.Recipe.Release} for {architecture} ({choice.Reason}).");

        // Each has steps of its own, which building another one leaves alone.
        var flavour = $"{choice.Distribution.Name}-{architecture}";
        using var cache = StepCache.Open(Path.Combine(_distribution.Cache(parsed), flavour), Console.Out);
        if (parsed.GetValue(_refresh))
        {
            cache.Forget();
        }

        var output = Path.Combine(parsed.GetRequiredValue(_output).FullName, flavour);
        var manifest = await new ImageBuild(choice, _distribution.Sources(parsed), agent, cache).RunAsync(output, cancellationToken);
        Console.WriteLine($"Image {manifest.BuildId} with kernel {manifest.Kernel} is in {output}:");
        foreach (var file in manifest.Files)
        {
            Console.WriteLine(FormattableString.Invariant($"  {file.Name,-16} {file.Bytes / 1e6,7:F1} MB"));
        }

        return 0;
    }
}
