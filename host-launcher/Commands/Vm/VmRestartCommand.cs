using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm restart [NAME]</c></summary>
internal sealed class VmRestartCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly MachineDown _down;
    private readonly UpRunner _up;
    private readonly TerminalOutput _terminal;

    public VmRestartCommand(CommonOptions common, MachineDown down, UpRunner up, TerminalOutput terminal)
        : base("restart", "Shut a machine down and boot it.")
    {
        _common = common;
        _down = down;
        _up = up;
        _terminal = terminal;
        Add(_name);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = _common.NameIn(parsed, _name);
        using (var line = new StageLine(_terminal))
        {
            await _down.DownAsync(name, powerOff: true, line, cancellationToken);
        }

        await _up.RunAsync(new UpRequest(name), parsed.GetValue(_json), cancellationToken);
        return ExitCodes.Success;
    }
}
