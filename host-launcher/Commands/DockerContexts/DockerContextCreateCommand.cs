using System.CommandLine;
using Pockr.HostLauncher.DockerContexts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.DockerContexts;

/// <summary><c>pockr docker-context create [NAME]</c></summary>
internal sealed class DockerContextCreateCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly Option<string> _context = DockerContextCommand.NameOption();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly DockerContextStore _store;
    private readonly TerminalOutput _terminal;

    public DockerContextCreateCommand(CommonOptions common, MachineDirectory directory, DockerContextStore store, TerminalOutput terminal)
        : base("create", "Make a context that leads to the machine, whether it runs or not.")
    {
        _common = common;
        _directory = directory;
        _store = store;
        _terminal = terminal;
        Add(_name);
        Add(_context);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var machine = _common.NameIn(parsed, _name);
        var context = DockerContextCommand.NameIn(parsed, _context, machine);
        var files = _directory.FilesOf(machine);
        if (MachineStore.FindConfig(files) is null)
        {
            throw Failures.MachineNotFound(machine.Value);
        }

        _store.Create(context, machine, files);
        _terminal.WriteResult(context.Value);
        _terminal.WriteMessage(_store.IsCurrent(context)
            ? "The docker command uses it."
            : $"Use it for a command with 'docker --context {context} ...', for all with 'docker context use {context}'.");
        return ExitCodes.Success;
    }
}
