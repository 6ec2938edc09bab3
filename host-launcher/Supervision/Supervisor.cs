using System.Net.Sockets;
using System.Text.Json;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Processes;

namespace Pockr.HostLauncher.Supervision;

/// <summary>
/// The process that stays with a machine in the background: published ports, <c>docker.sock</c>, the clock. QEMU is not its child: were it
/// killed, the machine would go on, and the next <c>pockr up</c> would give it another.
/// </summary>
internal sealed class Supervisor(MachineDirectory directory, MachineStore store, IProcessTable processes, PortForwards forwards)
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(MachineName name, CancellationToken cancellationToken)
    {
        var files = directory.FilesOf(name);
        using var held = FileLock.TryAcquire(files.SupervisorLock);
        using var machine = directory.TryOpen(name);
        if (held is null || machine is null || processes.Find(Environment.ProcessId) is not { } self)
        {
            return; // another one was quicker, or the machine has ended
        }

        MachineStore.Save(files, self);
        var log = new SupervisorLog(files.SupervisorLog);
        log.MakeRoom();
        log.Write($"looking after QEMU {machine.Running.Process.Id}");
        await LookAfterAsync(machine, self, log, cancellationToken);
        log.Write("done");
    }

    private async Task LookAfterAsync(OpenMachine machine, ProcessEntry self, SupervisorLog log, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var files = machine.Files;
        var ports = new PortKeeper(forwards, machine, log);
        var docker = new DockerSocket(machine.Running.State.Url, MachineToken.Find(files)!, log);
        using var dockerListener = new UnixListener(files.DockerSocket);
        using var statusListener = new UnixListener(files.SupervisorSocket);

        Task[] work =
        [
            WaitForQemuAsync(machine, over.Token),
            ports.KeepAsync(over.Token),
            new ClockKeeper(machine.Client, log).KeepAsync(over.Token),
            dockerListener.ServeAsync(client => docker.RelayAsync(client, over.Token), over.Token),
            statusListener.ServeAsync(client => TellAsync(client, machine, self, ports), over.Token),
        ];
        var first = await Task.WhenAny(work);
        await over.CancelAsync();
        if (first.Exception is { InnerException: { } failure })
        {
            log.Write($"ended by {failure}");
        }

        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitForQemuAsync(OpenMachine machine, CancellationToken cancellationToken)
    {
        while (store.IsAlive(machine.Running.Process))
        {
            await Task.Delay(s_betweenLooks, cancellationToken);
        }
    }

    private static async Task TellAsync(Socket client, OpenMachine machine, ProcessEntry self, PortKeeper ports)
    {
        var status = new SupervisorStatus(self.Id, self.StartTime, machine.Running.Process.Id, ports.Conflicts);
        try
        {
            await client.SendAsync(JsonSerializer.SerializeToUtf8Bytes(status, LauncherJson.Default.SupervisorStatus));
        }
        catch (SocketException)
        {
            // Whoever asked has gone.
        }
    }
}
