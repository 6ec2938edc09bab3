using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines;
using Pockr.Machines.Agent;

namespace Pockr.HostLauncher;

/// <summary>
/// Does in play what a command that people wait for is about to do, on a thread of its own while the command's line is read: what that consists of
/// has to be made ready once by each process, and takes as long as the reading.
/// </summary>
internal static class Rehearsal
{
    private static readonly Uri s_nobody = new("http://127.0.0.1");

    public static void Begin(string[] arguments)
    {
        if (arguments.FirstOrDefault(argument => argument is "run" or "exec" or "ps") is { } command)
        {
            new Thread(() => PlayApart(command)) { IsBackground = true }.Start();
        }
    }

    // What fails in play fails again where it counts, and can be told there; here it would end the program.
    private static void PlayApart(string command)
    {
        try
        {
            Play(command);
        }
        catch (Exception)
        {
        }
    }

    internal static void Play(string command)
    {
        MachineStateReader.Read("""{"processId":1,"processStartTime":1,"port":1,"accelerator":"none","startedAt":"2026-01-01T00:00:00Z","guestSide":["none"]}"""u8);
        if (command == "ps")
        {
            using var client = new PockrClient(s_nobody, "none", new Stage());
            client.Containers.ListAsync().GetAwaiter().GetResult();
            return;
        }

        // The client is the other thread's: it is done with the line before the text of a request is ready to be made.
        Write(command);
        BlockingConnection.MakeSocket(TimeSpan.FromSeconds(1)).Dispose();
        OutputFrameReader.Read("""{"exitCode":0}""");
    }

    private static byte[] Write(string command) =>
        command == "run" ? RequestText.Of(new CreateContainerRequest("none")) : RequestText.Of(new ExecRequest(["none"]));

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
