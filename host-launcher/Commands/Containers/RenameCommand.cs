using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr rename NAME NEWNAME</c></summary>
internal sealed class RenameCommand : Command
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a container." };
    private readonly Argument<string> _newName = new("NEWNAME") { Description = "Its new name." };
    private readonly MachineAccess _machines;

    public RenameCommand(MachineAccess machines)
        : base("rename", "Give a container another name.")
    {
        _machines = machines;
        Add(_name);
        Add(_newName);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = await _machines.OpenAsync(parsed, cancellationToken);
        var (name, newName) = (parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_newName));
        await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.RenameAsync(name, newName, cancellationToken), cancellationToken);
        return ExitCodes.Success;
    }
}
