using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr exec NAME COMMAND...</c></summary>
internal sealed class ExecCommand : Command, IPassesExitCode
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a running container." };
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "Command and its arguments.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<string[]> _env = new("--env", "-e")
    {
        Description = "Set a variable; NAME alone takes this host's value.",
        HelpName = "NAME[=VALUE]",
    };

    private readonly Option<string> _workDir = new("--workdir", "-w") { Description = "Directory the command starts in.", HelpName = "DIR" };
    private readonly Option<string> _user = new("--user", "-u") { Description = "User the command runs as.", HelpName = "USER" };
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly Func<string, string?> _hostVariable;
    private readonly TerminalOutput _terminal;

    public ExecCommand(CommonOptions common, MachineDirectory directory, Func<string, string?> hostVariable, TerminalOutput terminal)
        : base("exec", "Run a command in a running container and end with its exit code.")
    {
        _common = common;
        _directory = directory;
        _hostVariable = hostVariable;
        _terminal = terminal;
        Add(_name);
        Add(_command);
        Add(_env);
        Add(_workDir);
        Add(_user);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = _directory.Open(_common.NameIn(parsed));
        var variables = EnvironmentVariables.Resolve(parsed.GetValue(_env) ?? [], _hostVariable);
        var request = new ExecRequest(
            parsed.GetRequiredValue(_command),
            variables.Count > 0 ? variables : null,
            parsed.GetValue(_workDir),
            parsed.GetValue(_user));

        var frames = machine.Client.Containers.ExecAsync(parsed.GetRequiredValue(_name), request, cancellationToken);
        return await FrameWriter.CopyAsync(frames, _terminal, cancellationToken) ?? throw new StreamCutException();
    }
}
