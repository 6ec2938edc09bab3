using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Networks;

/// <summary><c>pockr network disconnect NETWORK CONTAINER</c></summary>
internal sealed class NetworkDisconnectCommand : MachineCommand
{
    private readonly Argument<string> _network = new NetworkArgument<string>("NETWORK") { Description = "Name or id of a network." };
    private readonly Argument<string> _container = new ContainerArgument<string>("CONTAINER") { Description = "Name or id of a container." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Also a container that is gone." };

    public NetworkDisconnectCommand(CommandPlace place)
        : base(place, "disconnect", "Take a container out of a network.")
    {
        Add(_network);
        Add(_container);
        Add(_force);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new DisconnectNetworkRequest(parsed.GetRequiredValue(_container), parsed.GetValue(_force));
        using var machine = await OpenAsync(parsed, cancellationToken);
        await machine.Client.Networks.DisconnectAsync(parsed.GetRequiredValue(_network), request, cancellationToken);
        return ExitCodes.Success;
    }
}
