using System.CommandLine;
using Pockr.Client;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Services;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Services;

/// <summary><c>pockr service start|stop|... NAME SERVICE</c></summary>
internal sealed class ServiceActionCommand : MachineCommand, IPassesExitCode
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a container with a system." };
    private readonly Argument<string> _service = new("SERVICE") { Description = "Name of the service." };
    private readonly ServiceAction _action;

    public ServiceActionCommand(CommandPlace place, ServiceAction action, string description)
        : base(place, action.ToString().ToLowerInvariant(), $"{description} Ends with the exit code of the system's own tool.")
    {
        _action = action;
        Add(_name);
        Add(_service);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, service) = (parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_service));
        if (service.StartsWith('-'))
        {
            throw Failures.Usage($"'{service}' cannot be a service.", $"List them with 'pockr service ls {name}'.");
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        return await UnknownContainer.ExplainAsync(machine, name, ActAsync, cancellationToken);

        async Task<int> ActAsync()
        {
            var system = await SystemServices.FindAsync(machine.Client.Containers, name, cancellationToken);
            return await FrameWriter.CopyAsync(system.Act(_action, service, cancellationToken), Terminal, cancellationToken) ?? throw new StreamCutException();
        }
    }
}
