using System.CommandLine;

namespace Pockr.HostLauncher.Commands.Ports;

/// <summary><c>pockr port ...</c></summary>
internal sealed class PortCommand : Command
{
    public PortCommand(PortListCommand list)
        : base("port", "Look at published ports.") => Add(list);
}
