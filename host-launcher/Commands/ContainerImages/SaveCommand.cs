using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr save IMAGE... [-o FILE]</c></summary>
internal sealed class SaveCommand : MachineCommand
{
    private readonly Argument<string[]> _images = new ContainerImageArgument<string[]>("IMAGE") { Description = "Images to save.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "File to write, or - for standard output (the default).", HelpName = "FILE" };

    public SaveCommand(CommandPlace place)
        : base(place, "save", "Write images of containers into an archive, which 'pockr load' and any Docker take.")
    {
        Add(_images);
        Add(_output);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(_output) ?? CommandPlace.StandardStream;
        var isStandard = file == CommandPlace.StandardStream;
        if (isStandard && Terminal.IsWatched)
        {
            throw CommandFailures.OutputIsTerminal("pockr save");
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        await using var archive = await machine.Client.Images.SaveAsync(parsed.GetRequiredValue(_images), cancellationToken);
        if (isStandard)
        {
            await archive.CopyToAsync(Terminal.StandardOutput, cancellationToken);
        }
        else
        {
            await WholeFile.WriteAsync(Path.GetFullPath(file), target => archive.CopyToAsync(target, cancellationToken));
        }

        return ExitCodes.Success;
    }
}
