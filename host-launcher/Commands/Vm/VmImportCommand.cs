using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm import FILE NAME</c></summary>
internal sealed class VmImportCommand : Command
{
    private readonly Argument<string> _file = new("FILE") { Description = "File that 'pockr vm export' wrote, or - for standard input." };
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the new machine." };

    private readonly Option<bool> _withImage = new("--with-image")
    {
        Description = "Take the image out of the file too, if it is not here. New machines may be made of it.",
    };

    private readonly MachineImport _import;
    private readonly Func<TerminalInput> _input;
    private readonly TerminalOutput _terminal;

    public VmImportCommand(MachineImport import, Func<TerminalInput> input, TerminalOutput terminal)
        : base("import", "Make a machine of a file that was exported. It gets a token of its own.")
    {
        _import = import;
        _input = input;
        _terminal = terminal;
        Add(_file);
        Add(_name);
        Add(_withImage);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        var name = MachineName.Parse(parsed.GetRequiredValue(_name));
        var isStandard = file == VmExportCommand.StandardStream;
        await using var source = isStandard ? _input().Stream : InputArchive.OpenFile(file);
        using (var line = new StageLine(_terminal))
        {
            await _import.ImportAsync(
                name, source, isStandard ? "standard input" : file, parsed.GetValue(_withImage), line, cancellationToken);
        }

        _terminal.WriteResult($"The machine '{name}' is there; 'pockr up {name}' starts it.");
        return ExitCodes.Success;
    }
}
