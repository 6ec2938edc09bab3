using System.CommandLine;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr create IMAGE [COMMAND...]</c></summary>
internal sealed class CreateCommand : MachineCommand, ITakesCommand
{
    private readonly NewContainerOptions _options;
    private readonly ContainerRunner _runner;

    public CreateCommand(CommandPlace place, NewContainerOptions options, ContainerRunner runner)
        : base(place, "create", "Make a container that does not run yet, and print its id; 'pockr start' starts it.")
    {
        _options = options;
        _runner = runner;
        _options.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (toRequest, pull) = (_options.RequestIn(parsed), _options.PullIn(parsed));
        using var machine = await OpenAsync(parsed, cancellationToken);
        var request = await _options.WithImageAsync(parsed, machine, toRequest(machine.Running.State.Mounts), cancellationToken);
        Terminal.WriteResult(await _runner.CreateAsync(machine, request, pull, cancellationToken));
        return ExitCodes.Success;
    }
}
