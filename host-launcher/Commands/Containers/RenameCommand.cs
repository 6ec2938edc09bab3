using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr rename NAME NEWNAME</c></summary>
internal sealed class RenameCommand : MachineCommand
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a container." };
    private readonly Argument<string> _newName = new("NEWNAME") { Description = "Its new name." };

    public RenameCommand(CommandPlace place)
        : base(place, "rename", "Give a container another name.")
    {
        Add(_name);
        Add(_newName);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = await OpenAsync(parsed, cancellationToken);
        var (name, newName) = (parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_newName));
        await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.RenameAsync(name, newName, cancellationToken), cancellationToken);
        return ExitCodes.Success;
    }
}
