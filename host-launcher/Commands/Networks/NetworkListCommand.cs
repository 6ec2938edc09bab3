using System.CommandLine;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Networks;

/// <summary><c>pockr network ls</c></summary>
internal sealed class NetworkListCommand : MachineCommand
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print ids only." };
    private readonly Option<bool> _noTruncate = new("--no-trunc") { Description = "Print ids whole." };
    private readonly ListOptions _list = new();

    public NetworkListCommand(CommandPlace place)
        : base(place, "ls", "List networks.")
    {
        Add(_quiet);
        Add(_noTruncate);
        _list.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        Func<string, string> idOf = parsed.GetValue(_noTruncate) ? id => id : ShortId.Of;
        using var machine = await OpenAsync(parsed, cancellationToken);
        IReadOnlyList<NetworkSummary> networks = [.. (await machine.Client.Networks.ListAsync(cancellationToken)).OrderBy(network => network.Name, StringComparer.Ordinal)];
        if (parsed.GetValue(_quiet))
        {
            networks.Select(network => idOf(network.Id)).ToList().ForEach(Terminal.WriteResult);
            return ExitCodes.Success;
        }

        Terminal.WriteList(
            format,
            networks,
            ContractsJson.Default.IReadOnlyListNetworkSummary,
            ["NETWORK ID", "NAME", "DRIVER", "SCOPE"],
            networks.Select(network => (IReadOnlyList<string>)[idOf(network.Id), network.Name, network.Driver, network.Scope]));
        return ExitCodes.Success;
    }
}
