using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr load [-i FILE]</c></summary>
internal sealed class LoadCommand : MachineCommand
{
    private readonly Option<string?> _input = new("--input", "-i") { Description = "File to read, or - for standard input (the default).", HelpName = "FILE" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Do not tell what is going on." };

    public LoadCommand(CommandPlace place)
        : base(place, "load", "Take images of containers out of an archive that 'pockr save' or 'docker save' wrote, compressed or not.")
    {
        Add(_input);
        Add(_quiet);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var source = InputArchive.Open(Place, parsed.GetValue(_input) ?? CommandPlace.StandardStream, "pockr load");
        using var machine = await OpenAsync(parsed, cancellationToken);
        using var line = new StageLine(Terminal);
        if (!parsed.GetValue(_quiet))
        {
            line.Stage("loading");
        }

        var loaded = await machine.Client.Images.LoadAsync(source, cancellationToken);
        line.Dispose();
        foreach (var image in loaded.Images)
        {
            Terminal.WriteResult($"Loaded image: {image}");
        }

        return ExitCodes.Success;
    }
}
