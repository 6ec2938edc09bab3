using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr ps</c></summary>
internal sealed class PsCommand : Command
{
    private const int ShortIdLength = 12;

    private readonly Option<bool> _all = new("--all", "-a") { Description = "List those that do not run as well." };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly PortForwards _forwards;
    private readonly TerminalOutput _terminal;

    public PsCommand(CommonOptions common, MachineDirectory directory, PortForwards forwards, TerminalOutput terminal)
        : base("ps", "List containers.")
    {
        _common = common;
        _directory = directory;
        _forwards = forwards;
        _terminal = terminal;
        Add(_all);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = _directory.Open(_common.NameIn(parsed));
        var containers = await machine.Client.Containers.ListAsync(parsed.GetValue(_all), cancellationToken);
        await PortWarnings.SyncAsync(_forwards, machine, _terminal, cancellationToken);
        _terminal.WriteList(parsed.GetValue(_json), containers, ContractsJson.Default.IReadOnlyListContainerSummary, ["ID", "NAME", "IMAGE", "STATUS", "PORTS"], containers.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(ContainerSummary container) =>
    [
        container.Id[..Math.Min(ShortIdLength, container.Id.Length)],
        container.Name,
        container.Image,
        container.Status,
        string.Join(", ", container.Ports.Where(port => port.HostPort > 0).Select(Describe).Distinct()),
    ];

    private static string Describe(PortMapping port) => $"127.0.0.1:{port.HostPort}->{port.ContainerPort}/{port.Protocol}";
}
