using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary><c>pockr image rm NAME...</c></summary>
internal sealed class ImageRemoveCommand : Command
{
    private readonly Argument<string[]> _names = new ImageArgument<string[]>("NAME")
    {
        Description = "Images to remove; those that machines or templates need stay.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ImageCleanup _cleanup;
    private readonly TerminalOutput _terminal;

    public ImageRemoveCommand(ImageCleanup cleanup, TerminalOutput terminal)
        : base("rm", "Remove images that nobody needs.")
    {
        _cleanup = cleanup;
        _terminal = terminal;
        Add(_names);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        foreach (var name in parsed.GetRequiredValue(_names))
        {
            long bytes;
            using (var line = new StageLine(_terminal))
            {
                bytes = await _cleanup.RemoveAsync(name, line, cancellationToken);
            }

            _terminal.WriteResult($"{name} ({bytes >> 20} MiB)");
        }

        return ExitCodes.Success;
    }
}
