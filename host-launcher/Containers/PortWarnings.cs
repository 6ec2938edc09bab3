using Pockr.Client;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers;

/// <summary>Puts the forwarded ports right after a command has done its work; what fails here does not undo that work.</summary>
internal static class PortWarnings
{
    public static async Task SyncAsync(PortForwards forwards, OpenMachine machine, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        try
        {
            var ports = await forwards.SyncAsync(machine, cancellationToken);
            foreach (var port in ports.Where(port => !port.Open))
            {
                terminal.WriteWarning(port.Conflict);
            }
        }
        catch (Exception exception) when (exception is LauncherException or PockrException)
        {
            terminal.WriteWarning($"the published ports could not be put right: {exception.Message}");
        }
    }
}
