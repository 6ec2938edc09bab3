using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr attach NAME</c></summary>
internal sealed class AttachCommand : MachineCommand
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a running container." };
    private readonly Option<bool> _noStdin = CommonOptions.Flag("--no-stdin", "Only show what it prints.");
    private readonly Option<string> _detachKeys = WiringOptions.DetachKeys();
    private readonly WiringOptions _wiring;

    public AttachCommand(CommandPlace place)
        : base(place, "attach", "Connect with the command of a running container, and end with its exit code. Ctrl-P Ctrl-Q leaves a terminal.")
    {
        _wiring = new WiringOptions(place.Input);
        Add(_name);
        Add(_noStdin);
        Add(_detachKeys);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var container = await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.InspectAsync(name, cancellationToken), cancellationToken);
        if (!container.State.Running)
        {
            throw Failures.ContainerNotRunning(container.Name);
        }

        var hasInput = container.OpenStdin && !parsed.GetValue(_noStdin);
        var wiring = _wiring.Read(hasInput, container.Tty, parsed.GetValue(_detachKeys));
        await using var attachment = await Attachment.OpenAsync(machine, container.Id, wiring, Terminal, cancellationToken);
        return await attachment.CopyAsync(cancellationToken) ?? ExitCodes.Success;
    }
}
