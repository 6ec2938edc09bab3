using System.Net.Sockets;
using System.Text.Json;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Supervision;

/// <summary>Gives machines their supervisors: whether the one of an earlier time lives, is dead, hangs or looks after another QEMU.</summary>
/// <param name="home">Where machines are.</param>
/// <param name="store">What of them runs.</param>
/// <param name="processes">Starts it.</param>
/// <param name="program">The <c>pockr</c> that is started as one.</param>
internal sealed class SupervisorStarts(PockrHome home, MachineStore store, IProcessRunner processes, string program) : ISupervision
{
    private static readonly TimeSpan s_answerPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(25);

    public async Task<bool> EnsureAsync(MachineName name, RunningMachine machine, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        if ((await AskAsync(files, cancellationToken))?.QemuProcessId == machine.Process.Id)
        {
            return true;
        }

        await EndOldAsync(files, cancellationToken);
        processes.Detach(new ProcessCommand(program, ["supervise", "--vm", name.Value]), (PockrHome.Variable, home.Directory));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_startPatience);
        try
        {
            while ((await AskAsync(files, limit.Token))?.QemuProcessId != machine.Process.Id)
            {
                await Task.Delay(s_betweenTries, limit.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>What the supervisor says; nothing if there is none, or it does not answer.</summary>
    public static async Task<SupervisorStatus?> AskAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_answerPatience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(files.SupervisorSocket), limit.Token);
            await using var stream = new NetworkStream(socket);
            return await JsonSerializer.DeserializeAsync(stream, MachineJson.Default.SupervisorStatus, limit.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException or JsonException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // It has nothing to lose: all it knows is asked of the machine anew.
    private async Task EndOldAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        if (MachineStore.FindSupervisor(files) is { } old)
        {
            await store.EndAsync(old, cancellationToken);
        }
    }
}
