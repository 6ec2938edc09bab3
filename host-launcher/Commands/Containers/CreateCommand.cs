using System.CommandLine;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr create IMAGE [COMMAND...]</c></summary>
internal sealed class CreateCommand : Command, ITakesCommand
{
    private readonly NewContainerOptions _options;
    private readonly MachineAccess _machines;
    private readonly ContainerRunner _runner;
    private readonly TerminalOutput _terminal;

    public CreateCommand(NewContainerOptions options, MachineAccess machines, ContainerRunner runner, TerminalOutput terminal)
        : base("create", "Make a container that does not run yet, and print its id; 'pockr start' starts it.")
    {
        _options = options;
        _machines = machines;
        _runner = runner;
        _terminal = terminal;
        _options.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (toRequest, pull) = (_options.RequestIn(parsed), _options.PullIn(parsed));
        using var machine = await _machines.OpenAsync(parsed, cancellationToken);
        var request = await _options.WithImageAsync(parsed, machine, toRequest(machine.Running.State.Mounts), cancellationToken);
        _terminal.WriteResult(await _runner.CreateAsync(machine, request, pull, cancellationToken));
        return ExitCodes.Success;
    }
}
