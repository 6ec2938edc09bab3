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
        if (arguments.FirstOrDefault(argument => argument is "run" or "exec" or "ps") is { } command)
        {
            new Thread(() => Play(command)) { IsBackground = true }.Start();
        }
    }

    internal static void Play(string command)
    {
        MachineStateReader.Read("""{"processId":1,"processStartTime":1,"port":1,"accelerator":"none","startedAt":"2026-01-01T00:00:00Z","guestSide":["none"]}"""u8);
        using var client = new PockrClient(s_nobody, "none", new Stage());
        SendAsync(client.Containers, command).GetAwaiter().GetResult();
    }

    // The requests of run and exec are made of much the same.
    private static Task SendAsync(ContainersClient containers, string command) =>
        command == "ps" ? containers.ListAsync() : containers.RunAsync(new CreateContainerRequest("none"));

    private sealed class Stage : HttpMessageHandler
    {
        private const string Containers = """[{"id":"","name":"","image":"","command":"","state":"","status":"","createdAt":"2026-01-01T00:00:00Z","ports":[{"containerPort":1,"hostPort":0,"protocol":"tcp"}]}]""";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await (request.Content?.LoadIntoBufferAsync(cancellationToken) ?? Task.CompletedTask);
            return new HttpResponseMessage { Content = new StringContent(Containers) };
        }
    }
}
