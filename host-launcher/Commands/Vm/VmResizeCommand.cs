using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm resize [NAME] --disk SIZE</c></summary>
internal sealed class VmResizeCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();

    private readonly Option<string> _disk = new("--disk")
    {
        Description = "The new size in MiB, or as 20480m, 20g or 1t; at least what it is.",
        HelpName = "SIZE",
        Required = true,
    };

    private readonly CommonOptions _common;
    private readonly DiskResize _resize;
    private readonly TerminalOutput _terminal;

    public VmResizeCommand(CommonOptions common, DiskResize resize, TerminalOutput terminal)
        : base("resize", "Make a machine's disk larger, while it runs or when it is down.")
    {
        _common = common;
        _resize = resize;
        _terminal = terminal;
        Add(_name);
        Add(_disk);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = _common.NameIn(parsed, _name);
        var size = DiskSize.ParseMiB(parsed.GetRequiredValue(_disk));
        long? room;
        using (var line = new StageLine(_terminal))
        {
            room = await _resize.ResizeAsync(name, size, line, cancellationToken);
        }

        _terminal.WriteResult(room is { } bytes
            ? $"The disk of '{name}' has {size} MiB, and its file system {bytes / DiskSize.MiB}."
            : $"The disk of '{name}' has {size} MiB; its file system grows with the next 'pockr up {name}'.");
        return ExitCodes.Success;
    }
}
