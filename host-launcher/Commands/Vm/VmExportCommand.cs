using System.CommandLine;
using Pockr.Machines.Files;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm export NAME FILE</c></summary>
internal sealed class VmExportCommand : Command
{
    public const string StandardStream = "-";

    private readonly Argument<string> _name = new("NAME") { Description = "Machine to export; it does not run." };
    private readonly Argument<string> _file = new("FILE") { Description = "File to write, or - for standard output." };
    private readonly Option<bool> _withImage = new("--with-image") { Description = "Write the machine's image too, for a host that does not have it." };
    private readonly MachineExport _export;
    private readonly TerminalOutput _terminal;

    public VmExportCommand(MachineExport export, TerminalOutput terminal)
        : base("export", "Write a machine into a file: its disk and settings, not its token, nor what it has in memory.")
    {
        _export = export;
        _terminal = terminal;
        Add(_name);
        Add(_file);
        Add(_withImage);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = MachineName.Parse(parsed.GetRequiredValue(_name));
        var (file, withImage) = (parsed.GetRequiredValue(_file), parsed.GetValue(_withImage));
        using var line = new StageLine(_terminal);
        if (file == StandardStream)
        {
            await _export.ExportAsync(name, _terminal.StandardOutput, withImage, line, cancellationToken);
        }
        else
        {
            await ExportAsync(name, Path.GetFullPath(file), withImage, line, cancellationToken);
        }

        return ExitCodes.Success;
    }

    private async Task ExportAsync(MachineName name, string path, bool withImage, StageLine line, CancellationToken cancellationToken)
    {
        if (Path.Exists(path))
        {
            throw Failures.FileExists(path);
        }

        await WholeFile.WriteAsync(path, target => _export.ExportAsync(name, target, withImage, line, cancellationToken));
    }
}
