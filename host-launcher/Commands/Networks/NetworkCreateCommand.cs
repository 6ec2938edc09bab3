using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Commands.Resources;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Networks;

/// <summary><c>pockr network create NAME</c></summary>
internal sealed class NetworkCreateCommand : MachineCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the network." };
    private readonly Option<string> _driver = new("--driver", "-d") { Description = "bridge (default), macvlan or ipvlan.", HelpName = "DRIVER", DefaultValueFactory = _ => "bridge" };
    private readonly Option<string?> _subnet = new("--subnet") { Description = "Its addresses, such as 172.30.0.0/24.", HelpName = "CIDR" };
    private readonly Option<string?> _gateway = new("--gateway") { Description = "The machine's address in the subnet.", HelpName = "ADDRESS" };
    private readonly Option<bool> _internal = new("--internal") { Description = "It leads nowhere but to its own containers." };
    private readonly Option<string[]> _options = LabelOptions.DriverOptions();
    private readonly Option<string[]> _labels = LabelOptions.Labels();

    public NetworkCreateCommand(CommandPlace place)
        : base(place, "create", "Make a network.")
    {
        Add(_name);
        foreach (var option in new Option[] { _driver, _subnet, _gateway, _internal, _options, _labels })
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new CreateNetworkRequest(
            parsed.GetRequiredValue(_name),
            parsed.GetRequiredValue(_driver),
            parsed.GetValue(_internal),
            LabelOptions.Read(parsed, _labels),
            parsed.GetValue(_subnet),
            parsed.GetValue(_gateway),
            LabelOptions.Read(parsed, _options));
        using var machine = await OpenAsync(parsed, cancellationToken);
        var created = await machine.Client.Networks.CreateAsync(request, cancellationToken);
        if (created.Warning is { } warning)
        {
            Terminal.WriteWarning(warning);
        }

        Terminal.WriteResult(created.Id);
        return ExitCodes.Success;
    }
}
