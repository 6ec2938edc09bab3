using System.CommandLine;
using Pockr.HostLauncher.Autostart;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Autostart;

/// <summary><c>pockr autostart disable [NAME]</c></summary>
internal sealed class AutostartDisableCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly IAutostart? _autostart;
    private readonly TerminalOutput _terminal;

    public AutostartDisableCommand(CommonOptions common, IAutostart? autostart, TerminalOutput terminal)
        : base("disable", "Start the machine no more by itself; it goes on if it runs.")
    {
        _common = common;
        _autostart = autostart;
        _terminal = terminal;
        Add(_name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var machine = _common.NameIn(parsed, _name);
        var autostart = _autostart ?? throw CommandFailures.NoAutostart();
        var path = AutostartFile.EnsureOurs(autostart.FileOf(machine));
        await autostart.DisableAsync(autostart.UnitOf(machine), cancellationToken);
        File.Delete(path);
        _terminal.WriteResult($"The machine '{machine}' is not started by itself.");
        return ExitCodes.Success;
    }
}
