using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr run IMAGE [COMMAND...]</c></summary>
internal sealed class RunCommand : Command, IPassesExitCode
{
    private readonly Argument<string> _image = new("IMAGE") { Description = "Image to run; pulled if the machine does not have it." };

    private readonly Argument<string[]> _command = new("COMMAND")
    {
        Description = "Command and its arguments (default: the image's own).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _detach = new("--detach", "-d") { Description = "Print the container's id and leave it running." };
    private readonly Option<bool> _remove = new("--rm") { Description = "Remove the container when its command ends." };
    private readonly Option<string> _name = new("--name") { Description = "Name of the container.", HelpName = "NAME" };
    private readonly Option<string> _workDir = new("--workdir", "-w") { Description = "Directory the command starts in.", HelpName = "DIR" };
    private readonly Option<string> _user = new("--user", "-u") { Description = "User the command runs as.", HelpName = "USER" };
    private readonly Option<string> _network = new("--network") { Description = "Docker network (default: bridge).", HelpName = "NAME" };

    private readonly Option<string[]> _publish = new("--publish", "-p")
    {
        Description = "Make a port of the container, or a range FIRST-LAST, one of this host's 127.0.0.1; without HOST, a free one.",
        HelpName = "[HOST:]CONTAINER[/udp]",
    };

    private readonly Option<string[]> _env = new("--env", "-e")
    {
        Description = "Set a variable; NAME alone takes this host's value.",
        HelpName = "NAME[=VALUE]",
    };

    private readonly Option<string[]> _volume = new("--volume", "-v")
    {
        Description = "Mount a volume, or a path: of this host, if 'pockr config get mounts' has it, or else of the machine.",
        HelpName = "SOURCE:TARGET[:ro]",
    };

    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly ContainerRunner _runner;
    private readonly Func<string, string?> _hostVariable;
    private readonly TerminalOutput _terminal;

    public RunCommand(
        CommonOptions common,
        MachineDirectory directory,
        ContainerRunner runner,
        Func<string, string?> hostVariable,
        TerminalOutput terminal)
        : base("run", "Run a command in a new container and end with its exit code.")
    {
        _common = common;
        _directory = directory;
        _runner = runner;
        _hostVariable = hostVariable;
        _terminal = terminal;
        Add(_image);
        Add(_command);
        foreach (var option in new Option[] { _detach, _remove, _name, _publish, _volume, _env, _workDir, _user, _network })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = _directory.Open(_common.NameIn(parsed));
        var request = RequestIn(parsed, machine.Running.State.Mounts);
        if (!parsed.GetValue(_detach))
        {
            return await _runner.RunAttachedAsync(machine, request, cancellationToken);
        }

        _terminal.WriteResult(await _runner.RunDetachedAsync(machine, request, cancellationToken));
        return ExitCodes.Success;
    }

    private CreateContainerRequest RequestIn(ParseResult parsed, IReadOnlyList<MachineMount> mounts) => new(
        parsed.GetRequiredValue(_image),
        parsed.GetValue(_name),
        NoneIfEmpty(parsed.GetValue(_command)),
        NoneIfEmpty(EnvironmentVariables.Resolve(parsed.GetValue(_env) ?? [], _hostVariable)),
        parsed.GetValue(_workDir),
        parsed.GetValue(_user),
        NoneIfEmpty((parsed.GetValue(_publish) ?? []).Select(PublishedPort.Parse).ToList()),
        parsed.GetValue(_network),
        parsed.GetValue(_remove),
        Mounts: NoneIfEmpty((parsed.GetValue(_volume) ?? []).Select(volume => BindMount.Parse(volume, mounts)).ToList()));

    private static IReadOnlyList<T>? NoneIfEmpty<T>(IReadOnlyList<T>? values) => values is { Count: > 0 } ? values : null;
}
