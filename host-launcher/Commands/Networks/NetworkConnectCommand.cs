using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Networks;

/// <summary><c>pockr network connect NETWORK CONTAINER</c></summary>
internal sealed class NetworkConnectCommand : MachineCommand
{
    private readonly Argument<string> _network = new NetworkArgument<string>("NETWORK") { Description = "Name or id of a network." };
    private readonly Argument<string> _container = new ContainerArgument<string>("CONTAINER") { Description = "Name or id of a container." };
    private readonly Option<string?> _ip = new("--ip") { Description = "Address it gets; the network has a subnet that was chosen.", HelpName = "ADDRESS" };
    private readonly Option<string[]> _alias = new("--alias") { Description = "Another name it has there; may be given several times.", HelpName = "NAME" };

    public NetworkConnectCommand(CommandPlace place)
        : base(place, "connect", "Put a container into a network.")
    {
        Add(_network);
        Add(_container);
        Add(_ip);
        Add(_alias);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var aliases = parsed.GetValue(_alias) is { Length: > 0 } given ? given : null;
        var request = new ConnectNetworkRequest(parsed.GetRequiredValue(_container), aliases, parsed.GetValue(_ip));
        using var machine = await OpenAsync(parsed, cancellationToken);
        await machine.Client.Networks.ConnectAsync(parsed.GetRequiredValue(_network), request, cancellationToken);
        return ExitCodes.Success;
    }
}
