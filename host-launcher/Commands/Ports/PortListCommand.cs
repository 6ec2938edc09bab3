using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Ports;

/// <summary><c>pockr port ls</c></summary>
internal sealed class PortListCommand : Command
{
    private readonly ListOptions _list = new();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly PortForwards _forwards;
    private readonly TerminalOutput _terminal;

    public PortListCommand(CommonOptions common, MachineDirectory directory, PortForwards forwards, TerminalOutput terminal)
        : base("ls", "List the ports that running containers publish, and where they are on this host.")
    {
        _common = common;
        _directory = directory;
        _forwards = forwards;
        _terminal = terminal;
        _list.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        using var machine = _directory.Open(_common.NameIn(parsed));
        var ports = await _forwards.SyncAsync(machine, cancellationToken);
        _terminal.WriteList(format, ports, LauncherJson.Default.IReadOnlyListForwardedPort, ["CONTAINER", "PORT", "HOST", "STATE"], ports.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(ForwardedPort port) =>
    [
        port.Container,
        $"{port.ContainerPort}/{port.Protocol}",
        $"{port.HostAddress}:{port.HostPort}",
        port.Open ? "open" : $"in use by another program; {port.FreePort} is free",
    ];
}
