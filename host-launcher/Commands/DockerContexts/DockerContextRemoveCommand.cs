using System.CommandLine;
using Pockr.HostLauncher.DockerContexts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.DockerContexts;

/// <summary><c>pockr docker-context rm [NAME]</c></summary>
internal sealed class DockerContextRemoveCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly Option<string> _context = DockerContextCommand.NameOption();
    private readonly CommonOptions _common;
    private readonly DockerContextStore _store;
    private readonly TerminalOutput _terminal;

    public DockerContextRemoveCommand(CommonOptions common, DockerContextStore store, TerminalOutput terminal)
        : base("rm", "Remove a context that pockr made.")
    {
        _common = common;
        _store = store;
        _terminal = terminal;
        Add(_name);
        Add(_context);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var context = DockerContextCommand.NameIn(parsed, _context, _common.NameIn(parsed, _name));
        _terminal.WriteResult(_store.Remove(context) ? context.Value : $"There is no Docker context '{context}'.");
        return ExitCodes.Success;
    }
}
