using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Containers.Values;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr exec NAME COMMAND...</c></summary>
internal sealed class ExecCommand : MachineCommand, IPassesExitCode, ITakesCommand
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a running container." };
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "Command and its arguments.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _interactive = CommonOptions.Flag("--interactive", "Give the command what comes in here.", "-i");
    private readonly Option<bool> _tty = CommonOptions.Flag("--tty", "Give the command a terminal.", "-t");
    private readonly Option<bool> _detach = CommonOptions.Flag("--detach", "Leave the command running.", "-d");
    private readonly Option<string[]> _env = CommonOptions.Several("--env", "NAME[=VALUE]", "Set a variable; NAME alone takes this host's value.", "-e");
    private readonly Option<string[]> _envFile = CommonOptions.Several("--env-file", "FILE", "Set the variables of a file with NAME=VALUE on each line.");
    private readonly Option<string> _workDir = CommonOptions.Text("--workdir", "DIR", "Directory the command starts in.", "-w");
    private readonly Option<string> _user = CommonOptions.Text("--user", "USER", "User the command runs as.", "-u");
    private readonly WiringOptions _wiring;
    private readonly Func<string, string?> _hostVariable;

    public ExecCommand(CommandPlace place, Func<string, string?> hostVariable)
        : base(place, "exec", "Run a command in a running container and end with its exit code: 'pockr exec -it web sh'.")
    {
        _wiring = new WiringOptions(place.Input);
        _hostVariable = hostVariable;
        Add(_name);
        Add(_command);
        foreach (var option in (Option[])[_interactive, _tty, _detach, _env, _envFile, _workDir, _user])
        {
            Add(option);
        }
    }

    protected override bool SendsOneAtATime => true;

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, request) = (parsed.GetRequiredValue(_name), RequestIn(parsed));
        var isDetached = parsed.GetValue(_detach);
        var wiring = isDetached ? new Wiring() : _wiring.Read(parsed.GetValue(_interactive), parsed.GetValue(_tty), detachKeys: "");
        using var machine = await OpenAsync(parsed, cancellationToken);
        if (!isDetached)
        {
            return await ExecRunner.RunAsync(machine, name, request, wiring, Terminal, cancellationToken);
        }

        await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.StartExecAsync(name, request, cancellationToken), cancellationToken);
        return ExitCodes.Success;
    }

    private ExecRequest RequestIn(ParseResult parsed)
    {
        IEnumerable<string> given = [.. (parsed.GetValue(_envFile) ?? []).SelectMany(EnvironmentFile.Read), .. parsed.GetValue(_env) ?? []];
        var variables = EnvironmentVariables.Resolve(given, _hostVariable);
        return new ExecRequest(
            parsed.GetRequiredValue(_command), variables.Count > 0 ? variables : null, parsed.GetValue(_workDir), parsed.GetValue(_user));
    }
}
