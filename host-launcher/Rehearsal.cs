using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines;

namespace Pockr.HostLauncher;

/// <summary>
/// Finds a machine and sends it a request of a command that people wait for, in play, on a thread of its own while the command's line is read:
/// what that consists of has to be made ready once by each process, and takes as long as the reading.
/// </summary>
internal static class Rehearsal
{
    private static readonly Uri s_nobody = new("http://127.0.0.1");

    public static void Begin(string[] arguments)
    {
        if (arguments.Contains("run") || arguments.Contains("exec"))
        {
            new Thread(Rehearse) { IsBackground = true }.Start();
        }
    }

    private static void Rehearse()
    {
        MachineStateReader.Read("""{"processId":1,"processStartTime":1,"port":1,"accelerator":"none","startedAt":"2026-01-01T00:00:00Z","guestSide":["none"]}"""u8);
        using var client = new PockrClient(s_nobody, "none", new Stage());
        client.Containers.RunAsync(new CreateContainerRequest("none")).GetAwaiter().GetResult();
    }

    private sealed class Stage : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
