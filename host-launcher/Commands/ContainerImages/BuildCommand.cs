using System.CommandLine;
using Pockr.Client;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Containers.Values;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr build DIR|-</c></summary>
internal sealed class BuildCommand : MachineCommand
{
    private readonly Argument<string> _context = new("DIR|-") { Description = "Directory to build from, or - for a tar of it on standard input." };

    private readonly Option<string[]> _tag = new("--tag", "-t") { Description = "Name of the image; may be given several times.", HelpName = "NAME[:TAG]" };
    private readonly Option<string?> _file = new("--file", "-f") { Description = "The Dockerfile (default: DIR/Dockerfile), or - for standard input.", HelpName = "FILE|-" };
    private readonly Option<string?> _target = new("--target") { Description = "Stage to build (default: the last).", HelpName = "STAGE" };
    private readonly Option<string[]> _argument = new("--build-arg") { Description = "Value of an ARG; NAME alone takes this host's variable.", HelpName = "NAME[=VALUE]" };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Do every step anew." };
    private readonly Option<string?> _network = new("--network") { Description = "Network of the steps (default: bridge).", HelpName = "bridge|none" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print nothing but the image's id." };
    private readonly Func<string, string?> _hostVariable;

    public BuildCommand(CommandPlace place, Func<string, string?> hostVariable)
        : base(place, "build", "Build an image of containers from a Dockerfile; .dockerignore is heeded.")
    {
        _hostVariable = hostVariable;
        Add(_context);
        foreach (var option in new Option[] { _tag, _file, _target, _argument, _noCache, _network, _quiet })
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, dockerfile) = (parsed.GetRequiredValue(_context), parsed.GetValue(_file));
        if (context == CommandPlace.StandardStream && dockerfile == CommandPlace.StandardStream)
        {
            throw Failures.Usage("Both the directory and its Dockerfile are to come from standard input.", "Name one of them.");
        }

        var directory = context == CommandPlace.StandardStream ? null : await OpenAsync(context, dockerfile, cancellationToken);
        var options = OptionsIn(parsed, directory?.Dockerfile ?? dockerfile);
        await using var archive = directory?.Pack(cancellationToken) ?? InputArchive.Open(Place, context, "pockr build -");
        using var machine = await OpenAsync(parsed, cancellationToken);
        Terminal.WriteResult(await BuildAsync(machine.Client, archive, options, parsed.GetValue(_quiet), cancellationToken));
        return ExitCodes.Success;
    }

    private async Task<BuildContext> OpenAsync(string context, string? dockerfile, CancellationToken cancellationToken)
    {
        if (dockerfile != CommandPlace.StandardStream)
        {
            return BuildContext.Open(context, dockerfile);
        }

        await using var input = InputArchive.Open(Place, dockerfile, $"pockr build -f - {context}");
        using var text = new MemoryStream();
        await input.CopyToAsync(text, cancellationToken);
        return BuildContext.OpenWith(context, text.ToArray());
    }

    /// <returns>The image's id.</returns>
    private async Task<string> BuildAsync(PockrClient client, Stream context, BuildOptions options, bool quiet, CancellationToken cancellationToken)
    {
        var image = "";
        using var output = quiet ? null : new BuildOutput(Terminal);
        await foreach (var progress in client.Images.BuildAsync(context, options, cancellationToken))
        {
            image = progress.ImageId ?? image;
            output?.Report(progress);
        }

        return image;
    }

    private BuildOptions OptionsIn(ParseResult parsed, string? dockerfile) => new()
    {
        Tags = parsed.GetValue(_tag) ?? [],
        Dockerfile = dockerfile,
        Target = parsed.GetValue(_target),
        Arguments = EnvironmentVariables.Resolve(parsed.GetValue(_argument) ?? [], _hostVariable),
        NoCache = parsed.GetValue(_noCache),
        Network = parsed.GetValue(_network),
    };
}
