using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.HostLauncher;

/// <summary>
/// Sends the request of a command that people wait for to nobody, on a thread of its own, while its line is read: what a request consists of has
/// to be made ready once by each process, and takes as long as the reading.
/// </summary>
internal static class Rehearsal
{
    private static readonly Uri s_nobody = new("http://127.0.0.1");

    public static void Begin(string[] arguments)
    {
        if (arguments.Contains("run"))
        {
            new Thread(Rehearse) { IsBackground = true }.Start();
        }
    }

    private static void Rehearse()
    {
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
