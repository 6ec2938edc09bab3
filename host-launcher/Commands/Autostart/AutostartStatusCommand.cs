using System.CommandLine;
using Pockr.HostLauncher.Autostart;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Autostart;

/// <summary><c>pockr autostart status [NAME]</c></summary>
internal sealed class AutostartStatusCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly IAutostart? _autostart;
    private readonly TerminalOutput _terminal;

    public AutostartStatusCommand(CommonOptions common, IAutostart? autostart, TerminalOutput terminal)
        : base("status", "Say whether the machine is started by itself.")
    {
        _common = common;
        _autostart = autostart;
        _terminal = terminal;
        Add(_name);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var machine = _common.NameIn(parsed, _name);
        var autostart = _autostart ?? throw CommandFailures.NoAutostart();
        var path = autostart.FileOf(machine);
        _terminal.WriteResult(
            !AutostartFile.IsOurs(path) ? "disabled"
            : autostart.IsEnabled(autostart.UnitOf(machine)) ? $"enabled: {path}"
            : $"disabled, though {path} is there");
        return ExitCodes.Success;
    }
}
