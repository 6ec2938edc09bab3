using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>A web server on the host's loopback that says what a test wants.</summary>
internal sealed class HostServer : IAsyncDisposable
{
    private const int TlsHandshake = 0x16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, Stream, Task> _answer;
    private readonly Task _serving;

    /// <param name="answer">Given <c>METHOD /path</c>, the whole answer.</param>
    public HostServer(Func<string, byte[]> answer)
        : this(async (request, stream) => await stream.WriteAsync(answer(request)))
    {
    }

    /// <param name="answer">Given <c>METHOD /path</c>, writes the answer.</param>
    public HostServer(Func<string, Stream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Address and port as the machine sees them; an agent that runs on the host itself has no gateway.</summary>
    public string Authority =>
        $"{(Environment.GetEnvironmentVariable("POCKR_TEST_AGENT") is null ? "10.0.2.2" : "127.0.0.1")}:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static byte[] Answer(string status, byte[] body, string headers = "") =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n"), .. body];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var stream = client.GetStream();
            while (await ReadHeadAsync(stream) is { } head)
            {
                var request = string.Join(' ', head.Split(' ', 3)[..2]);
                await _answer(request, stream);
            }
        }
        catch (IOException)
        {
        }
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != TlsHandshake)
        {
            head.Append((char)one[0]);
            if (head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                return head.ToString();
            }
        }

        return null;
    }
}
