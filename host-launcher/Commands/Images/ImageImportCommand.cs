using System.CommandLine;
using Pockr.HostLauncher.Commands.Vm;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary><c>pockr image import FILE</c></summary>
internal sealed class ImageImportCommand : Command
{
    private readonly Argument<string> _file = new("FILE") { Description = "A released image, or - for standard input." };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly TrustOptions _trust;
    private readonly ImagePull _pull;
    private readonly Func<TerminalInput> _input;
    private readonly TerminalOutput _terminal;

    public ImageImportCommand(TrustOptions trust, ImagePull pull, Func<TerminalInput> input, TerminalOutput terminal)
        : base("import", "Take an image out of a file.")
    {
        _trust = trust;
        _pull = pull;
        _input = input;
        _terminal = terminal;
        Add(_file);
        trust.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (file, trust) = (parsed.GetRequiredValue(_file), _trust.Read(parsed));
        var isStandard = file == VmExportCommand.StandardStream;
        await using var source = isStandard ? _input().Stream : InputArchive.OpenFile(file);
        TakenImage taken;
        using (var line = new StageLine(_terminal))
        {
            taken = await _pull.ImportAsync(source, isStandard ? "standard input" : file, trust, line, cancellationToken);
        }

        TakenReport.Write(taken, parsed.GetValue(_json), _terminal);
        return ExitCodes.Success;
    }
}
