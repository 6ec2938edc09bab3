using System.Net.Sockets;
using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>A Unix socket on the host that is dockerd's: each connection goes through a <c>/v1/docker/tunnel</c> of its own.</summary>
internal sealed class DockerRelay : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-relay-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ending = new();
    private readonly Uri _agent;
    private readonly string _token;
    private readonly Task _serving;

    public DockerRelay(string agent, string token)
    {
        _agent = new Uri(agent);
        _token = token;
        SocketPath = Path.Combine(_directory, "docker.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public string SocketPath { get; }

    /// <summary>Opens a tunnel; the head of the answer has been read.</summary>
    public static async Task<Socket> OpenTunnelAsync(Uri agent, string token, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(agent.Host, agent.Port, cancellationToken);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET /v1/docker/tunnel HTTP/1.1\r\nHost: {agent.Authority}\r\nAuthorization: Bearer {token}\r\nConnection: Upgrade\r\nUpgrade: pockr-docker\r\n\r\n"));
            var head = await ReadHeadAsync(socket, cancellationToken);
            Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
            CalledRoutes.Note("GET", "/v1/docker/tunnel");
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _serving;
        _ending.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<string> ReadHeadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(one, cancellationToken) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await _listener.AcceptAsync(_ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        try
        {
            using var owned = client;
            using var tunnel = await OpenTunnelAsync(_agent, _token, _ending.Token);
            await Task.WhenAll(PassAsync(client, tunnel), PassAsync(tunnel, client));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // One of the two has gone, and takes the other with it.
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await from.ReceiveAsync(piece, _ending.Token)) > 0)
        {
            for (var sent = 0; sent < read;)
            {
                sent += await to.SendAsync(piece.AsMemory(sent, read - sent), _ending.Token);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
