using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr down</c></summary>
internal sealed class DownCommand : Command
{
    private readonly Option<bool> _powerOff = new("--power-off")
    {
        Description = "Stop the containers and shut the machine down, as a power-off does.",
    };

    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly MachineDown _machines;
    private readonly TerminalOutput _terminal;

    public DownCommand(CommonOptions common, MachineDown machines, TerminalOutput terminal)
        : base("down", "Suspend the machine: everything in it goes on with the next 'pockr up'.")
    {
        _common = common;
        _machines = machines;
        _terminal = terminal;
        Add(_name);
        Add(_powerOff);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        DownResult result;
        using (var line = new StageLine(_terminal))
        {
            result = await _machines.DownAsync(_common.NameIn(parsed, _name), parsed.GetValue(_powerOff), line, cancellationToken);
        }

        _terminal.WriteResult(result switch
        {
            DownResult.Suspended => "Pockr is suspended; 'pockr up' lets it go on.",
            DownResult.PoweredOff => "Pockr is down.",
            DownResult.Discarded => "Pockr is down; it was volatile, and what it had written is gone.",
            _ => "Pockr is not running.",
        });
        return ExitCodes.Success;
    }
}
