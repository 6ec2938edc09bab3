using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr clone SOURCE NEW</c></summary>
internal sealed class CloneCommand : Command
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Machine to copy; one that runs is suspended for a moment." };
    private readonly Argument<string> _new = new("NEW") { Description = "Name of the copy." };
    private readonly MachineClone _clone;
    private readonly TerminalOutput _terminal;

    public CloneCommand(MachineClone clone, TerminalOutput terminal)
        : base("clone", "Make a machine that has all that another has, and goes on where it stands, with a token of its own.")
    {
        _clone = clone;
        _terminal = terminal;
        Add(_source);
        Add(_new);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var source = MachineName.Parse(parsed.GetRequiredValue(_source));
        var name = MachineName.Parse(parsed.GetRequiredValue(_new));
        using (var line = new StageLine(_terminal))
        {
            await _clone.CloneAsync(source, name, line, cancellationToken);
        }

        _terminal.WriteResult($"'{name}' is a copy of '{source}'; 'pockr up {name}' starts it.");
        return ExitCodes.Success;
    }
}
