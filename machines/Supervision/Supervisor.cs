using System.Net.Sockets;
using System.Text.Json;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Supervision;

/// <summary>
/// The process that stays with a machine in the background: published ports, <c>docker.sock</c>, the clock, and another start when the machine
/// ends by itself. QEMU is not its child: were it killed, the machine would go on, and the next <c>pockr up</c> would give it another.
/// </summary>
internal sealed class Supervisor(
    MachineDirectory directory, MachineUp machines, OwnedMachines owned, EndWatch ends, IdlePause pause, IProcessTable processes, PortForwards forwards)
{
    public async Task RunAsync(MachineName name, CancellationToken cancellationToken)
    {
        var files = directory.FilesOf(name);
        using var held = FileLock.TryAcquire(files.SupervisorLock);
        if (held is null || processes.Find(Environment.ProcessId) is not { } self)
        {
            return; // another one was quicker
        }

        MachineStore.Save(files, self);
        var log = new SupervisorLog(files.SupervisorLog);
        log.MakeRoom();
        while (directory.TryOpen(name) is { } machine)
        {
            using (machine)
            {
                log.Write($"looking after QEMU {machine.Running.Process.Id}");
                if (await LookAfterAsync(name, machine, self, log, cancellationToken) is not { } end
                    || !await StartAgainAsync(name, machine.Running.Process, end, log, cancellationToken))
                {
                    break;
                }
            }
        }

        await owned.EndOrphanAsync(name, log, cancellationToken);
        log.Write("done");
    }

    private async Task<bool> StartAgainAsync(
        MachineName name, ProcessEntry ended, MachineEnd end, SupervisorLog log, CancellationToken cancellationToken)
    {
        log.Write(end.Reason);
        if (end.Wanted)
        {
            return false;
        }

        try
        {
            return await machines.RestartAsync(name, ended, end.Reason, log, cancellationToken);
        }
        catch (LauncherException failure)
        {
            log.Write(failure.Message);
            return false;
        }
    }

    /// <returns>How the machine ended; nothing if it is this process that cannot go on.</returns>
    private async Task<MachineEnd?> LookAfterAsync(
        MachineName name, OpenMachine machine, ProcessEntry self, SupervisorLog log, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var files = machine.Files;
        var persona = new MachinePersona(name, MachineToken.Find(files)!);
        var ports = new PortKeeper(forwards, log);
        var attendance = new Attendance(ports, new ClockKeeper(TimeProvider.System, log), new IdleWatch(processes), pause, log);
        var docker = new DockerSocket(machine.Running.State.Url, persona.Token, log);
        using var dockerListener = new UnixListener(files.DockerSocket);
        using var statusListener = new UnixListener(files.SupervisorSocket);

        var ended = ends.WaitAsync(machine.Running, files, over.Token);
        Task[] work =
        [
            ended,
            OwnedMachines.WaitForOrphanAsync(files, over.Token),
            attendance.KeepAsync(machine, persona, over.Token),
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
        return ended.IsCompletedSuccessfully ? await ended : null;
    }

    private static async Task TellAsync(Socket client, OpenMachine machine, ProcessEntry self, PortKeeper ports)
    {
        var status = new SupervisorStatus(self.Id, self.StartTime, machine.Running.Process.Id, ports.Conflicts);
        try
        {
            await client.SendAsync(JsonSerializer.SerializeToUtf8Bytes(status, MachineJson.Default.SupervisorStatus));
        }
        catch (SocketException)
        {
            // Whoever asked has gone.
        }
    }
}

/// <summary>For the supervisor's own starts: the machine has one.</summary>
internal sealed class OwnSupervision : ISupervision
{
    public Task<bool> EnsureAsync(MachineName name, RunningMachine machine, CancellationToken cancellationToken) => Task.FromResult(true);
}
