using System.CommandLine;
using System.Text;
using Pockr.HostLauncher.Autostart;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Autostart;

/// <summary><c>pockr autostart enable [NAME]</c></summary>
internal sealed class AutostartEnableCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly IAutostart? _autostart;
    private readonly TerminalOutput _terminal;

    public AutostartEnableCommand(CommonOptions common, MachineDirectory directory, IAutostart? autostart, TerminalOutput terminal)
        : base("enable", "Start the machine with every login, and suspend it at logout.")
    {
        _common = common;
        _directory = directory;
        _autostart = autostart;
        _terminal = terminal;
        Add(_name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var machine = _common.NameIn(parsed, _name);
        var autostart = _autostart ?? throw CommandFailures.NoAutostart();
        if (MachineStore.FindConfig(_directory.FilesOf(machine)) is null)
        {
            throw Failures.MachineNotFound(machine.Value);
        }

        var (path, unit) = (AutostartFile.EnsureOurs(autostart.FileOf(machine)), autostart.UnitOf(machine));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(unit.Text));
        _terminal.WriteResult(path);
        _terminal.WriteMessage(await autostart.EnableAsync(unit, cancellationToken) is { } command
            ? $"The system could not be told just now. Do it yourself: {command}"
            : autostart.Hint);
        return ExitCodes.Success;
    }
}
