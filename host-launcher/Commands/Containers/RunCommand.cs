using System.CommandLine;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr run IMAGE [COMMAND...]</c></summary>
internal sealed class RunCommand : MachineCommand, IPassesExitCode, ITakesCommand
{
    private readonly Option<bool> _detach = CommonOptions.Flag("--detach", "Print the container's id and leave it running.", "-d");
    private readonly Option<string> _detachKeys = WiringOptions.DetachKeys();
    private readonly NewContainerOptions _options;
    private readonly ContainerRunner _runner;
    private readonly WiringOptions _wiring;

    public RunCommand(CommandPlace place, NewContainerOptions options, ContainerRunner runner)
        : base(place, "run", "Run a command in a new container and end with its exit code: 'pockr run -it --rm busybox sh'.")
    {
        _options = options;
        _runner = runner;
        _wiring = new WiringOptions(place.Input);
        _options.AddTo(this);
        Add(_detach);
        Add(_detachKeys);
    }

    protected override bool SendsOneAtATime => true;

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (toRequest, pull) = (_options.RequestIn(parsed), _options.PullIn(parsed));
        var request = toRequest([]);

        // A system has no end to wait for, and its console is a log more than a place to type.
        var isDetached = parsed.GetValue(_detach) || request is { System: true, OpenStdin: false };
        var wiring = isDetached ? new Wiring() : _wiring.Read(request.OpenStdin, request.Tty, parsed.GetValue(_detachKeys));

        using var machine = await OpenAsync(parsed, cancellationToken);
        request = await _options.WithImageAsync(parsed, machine, toRequest(machine.Running.State.Mounts), cancellationToken);
        if (isDetached)
        {
            Terminal.WriteResult(await _runner.RunDetachedAsync(machine, request, pull, cancellationToken));
            return ExitCodes.Success;
        }

        // A pipe's end is the command's; a terminal may be left and come back to.
        request = request with { StdinOnce = request is { OpenStdin: true, Tty: false } };
        return await _runner.RunAttachedAsync(machine, request, pull, wiring, cancellationToken);
    }
}
