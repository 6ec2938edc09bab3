using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr commit CONTAINER NAME[:TAG]</c></summary>
internal sealed class CommitCommand : MachineCommand
{
    private readonly Argument<string> _container = new ContainerArgument<string>("CONTAINER") { Description = "Name or id of a container." };
    private readonly Argument<string> _name = new("NAME[:TAG]") { Description = "Name of the image." };
    private readonly Option<string?> _message = new("--message", "-m") { Description = "What changed.", HelpName = "TEXT" };
    private readonly Option<string?> _author = new("--author", "-a") { Description = "Who made it.", HelpName = "TEXT" };

    private readonly Option<string[]> _change = new("--change", "-c")
    {
        Description = "An instruction of a Dockerfile, such as 'CMD [\"sh\"]'; may be given several times.",
        HelpName = "INSTRUCTION",
    };

    private readonly Option<bool> _pause = new("--pause", "-p")
    {
        Description = "Have the container stand still meanwhile (default: true).",
        DefaultValueFactory = _ => true,
    };

    public CommitCommand(CommandPlace place)
        : base(place, "commit", "Make an image of what a container has become.")
    {
        Add(_container);
        Add(_name);
        Add(_message);
        Add(_author);
        Add(_change);
        Add(_pause);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new CommitContainerRequest(
            parsed.GetRequiredValue(_name),
            parsed.GetValue(_message),
            parsed.GetValue(_author),
            parsed.GetValue(_pause),
            parsed.GetValue(_change) is { Length: > 0 } changes ? changes : null);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var container = parsed.GetRequiredValue(_container);
        var committed = await UnknownContainer.ExplainAsync(
            machine, container, () => machine.Client.Images.CommitAsync(container, request, cancellationToken), cancellationToken);
        Terminal.WriteResult(committed.Id);
        return ExitCodes.Success;
    }
}
