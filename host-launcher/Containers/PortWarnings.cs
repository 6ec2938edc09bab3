using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers;

/// <summary>Puts the forwarded ports right after a command has done its work; what fails here does not undo that work.</summary>
internal static class PortWarnings
{
    public static Task SyncAsync(PortForwards forwards, OpenMachine machine, TerminalOutput terminal, CancellationToken cancellationToken) =>
        SyncAsync(() => forwards.SyncAsync(machine, cancellationToken), terminal);

    /// <summary>The same for who lists the containers anyway: all that run have to be among them.</summary>
    public static Task SyncAsync(
        PortForwards forwards, OpenMachine machine, Func<Task<IReadOnlyList<ContainerSummary>>> list, TerminalOutput terminal, CancellationToken cancellationToken) =>
        SyncAsync(() => forwards.SyncAsync(machine, list, cancellationToken), terminal);

    private static async Task SyncAsync(Func<Task<IReadOnlyList<ForwardedPort>>> sync, TerminalOutput terminal)
    {
        try
        {
            var ports = await sync();
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
