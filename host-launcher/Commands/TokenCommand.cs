using System.CommandLine;
using System.Text.Json;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr token</c></summary>
internal sealed class TokenCommand : Command
{
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly TerminalOutput _terminal;

    public TokenCommand(CommonOptions common, MachineDirectory directory, TerminalOutput terminal)
        : base("token", "Print the token the machine's API wants.")
    {
        _common = common;
        _directory = directory;
        _terminal = terminal;
        Add(_name);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var name = _common.NameIn(parsed, _name);
        var files = _directory.FilesOf(name);
        var token = MachineToken.Find(files) ?? throw Failures.MachineNotFound(name.Value);
        _terminal.WriteResult(parsed.GetValue(_json)
            ? JsonSerializer.Serialize(new TokenReport(name.Value, token.Value, files.Token), LauncherJson.Default.TokenReport)
            : token.Value);
        return ExitCodes.Success;
    }
}
