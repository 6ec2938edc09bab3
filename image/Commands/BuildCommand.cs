using System.CommandLine;
using System.Text;
using Pockr.Image.Distributions;
using Pockr.Image.Errors;
using Pockr.Image.Steps;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image build --agent DIR --output DIR --cache DIR --source DIR [--distro NAME] [--mirror URL] [--refresh]</c></summary>
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
        var agent = parsed.GetRequiredValue(_agent);
        var program = Path.Combine(agent.FullName, "guest-agent");
        if (!File.Exists(program))
        {
            throw Failures.AgentMissing(agent.FullName);
        }

        var choice = await _distribution.ChooseAsync(parsed, cancellationToken);
        if (!await IsForAsync(choice.Distribution, program, cancellationToken))
        {
            throw Failures.AgentForAnother(agent.FullName, choice.Distribution.Name);
        }

        Console.WriteLine($"Building on {choice.Distribution.Name} {choice.Recipe.Release} ({choice.Reason}).");

        using var cache = StepCache.Open(_distribution.Cache(parsed), Console.Out);
        if (parsed.GetValue(_refresh))
        {
            cache.Forget();
        }

        var output = Path.Combine(parsed.GetRequiredValue(_output).FullName, $"{choice.Distribution.Name}-{ImageBuild.Architecture}");
        var manifest = await new ImageBuild(choice, _distribution.Sources(parsed), agent.FullName, cache).RunAsync(output, cancellationToken);
        Console.WriteLine($"Image {manifest.BuildId} with kernel {manifest.Kernel} is in {output}:");
        foreach (var file in manifest.Files)
        {
            Console.WriteLine(FormattableString.Invariant($"  {file.Name,-16} {file.Bytes / 1e6,7:F1} MB"));
        }

        return 0;
    }

    // An ELF file names its loader behind its headers.
    private static async Task<bool> IsForAsync(IDistribution distribution, string program, CancellationToken cancellationToken)
    {
        var head = new byte[4096];
        await using var file = File.OpenRead(program);
        var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return head.AsSpan(0, count).IndexOf(Encoding.ASCII.GetBytes(distribution.Loader)) >= 0;
    }
}
