using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Services;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Services;

/// <summary><c>pockr service ls NAME</c></summary>
internal sealed class ServiceListCommand : MachineCommand
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a container with a system." };
    private readonly ListOptions _list = new();

    public ServiceListCommand(CommandPlace place)
        : base(place, "ls", "List the services of a system, what they do, and which start with it.")
    {
        Add(_name);
        _list.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        var name = parsed.GetRequiredValue(_name);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var services = await UnknownContainer.ExplainAsync(machine, name, ReadAsync, cancellationToken);
        Terminal.WriteList(
            format,
            services,
            LauncherJson.Default.IReadOnlyListService,
            ["SERVICE", "STATE", "START"],
            services.Select(service => (IReadOnlyList<string>)[service.Name, service.State, service.Start]));
        return ExitCodes.Success;

        async Task<IReadOnlyList<Service>> ReadAsync()
        {
            var system = await SystemServices.FindAsync(machine.Client.Containers, name, cancellationToken);
            return await system.ListAsync(cancellationToken);
        }
    }
}
