using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr attach NAME</c></summary>
internal sealed class AttachCommand : Command
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a running container." };
    private readonly Option<bool> _noStdin = CommonOptions.Flag("--no-stdin", "Only show what it prints.");
    private readonly Option<string> _detachKeys = WiringOptions.DetachKeys();
    private readonly MachineAccess _machines;
    private readonly WiringOptions _wiring;
    private readonly TerminalOutput _terminal;

    public AttachCommand(MachineAccess machines, WiringOptions wiring, TerminalOutput terminal)
        : base("attach", "Connect with the command of a running container, and end with its exit code. Ctrl-P Ctrl-Q leaves a terminal.")
    {
        _machines = machines;
        _wiring = wiring;
        _terminal = terminal;
        Add(_name);
        Add(_noStdin);
        Add(_detachKeys);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        using var machine = await _machines.OpenAsync(parsed, cancellationToken);
        var container = await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.InspectAsync(name, cancellationToken), cancellationToken);
        if (!container.State.Running)
        {
            throw Failures.ContainerNotRunning(container.Name);
        }

        var hasInput = container.OpenStdin && !parsed.GetValue(_noStdin);
        var wiring = _wiring.Read(hasInput, container.Tty, parsed.GetValue(_detachKeys));
        await using var attachment = await Attachment.OpenAsync(machine, container.Id, wiring, _terminal, cancellationToken);
        return await attachment.CopyAsync(cancellationToken) ?? ExitCodes.Success;
    }
}
