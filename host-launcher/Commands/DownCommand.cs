using System.CommandLine;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr down</c></summary>
internal sealed class DownCommand : Command
{
    private readonly CommonOptions _common;
    private readonly MachineDown _machines;
    private readonly TerminalOutput _terminal;

    public DownCommand(CommonOptions common, MachineDown machines, TerminalOutput terminal)
        : base("down", "Power the machine off. Its containers, images and disk stay.")
    {
        _common = common;
        _machines = machines;
        _terminal = terminal;
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool wasRunning;
        using (var line = new StageLine(_terminal))
        {
            wasRunning = await _machines.DownAsync(_common.NameIn(parsed), line, cancellationToken);
        }

        _terminal.WriteResult(wasRunning ? "Pockr is down." : "Pockr is not running.");
        return ExitCodes.Success;
    }
}
