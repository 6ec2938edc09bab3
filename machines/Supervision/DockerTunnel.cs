using System.Net.Sockets;
using System.Text;

namespace Pockr.Machines.Supervision;

/// <summary>
/// A raw connection to dockerd, through the agent. Made by hand: .NET's HTTP client cannot end one direction of a connection it has upgraded,
/// and <c>docker exec</c> ends its own at once.
/// </summary>
internal static class DockerTunnel
{
    private const int LongestHead = 16 * 1024;
    private const string Switched = "HTTP/1.1 101 ";

    public static async Task<Socket> OpenAsync(Uri agent, string token, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(agent.Host, agent.Port, cancellationToken);
            await socket.SendAsync(Request(agent, token), cancellationToken);
            var head = await ReadHeadAsync(socket, cancellationToken);
            return head.StartsWith(Switched, StringComparison.Ordinal)
                ? socket
                : throw new IOException($"the agent refused the tunnel: {head.Split('\r')[0]}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static byte[] Request(Uri agent, string token) => Encoding.ASCII.GetBytes(
        $"GET /v1/docker/tunnel HTTP/1.1\r\nHost: {agent.Authority}\r\nAuthorization: Bearer {token}\r\nConnection: Upgrade\r\nUpgrade: pockr-docker\r\n\r\n");

    // Byte by byte: what follows the head is dockerd's.
    private static async Task<string> ReadHeadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < LongestHead && !EndsWithEmptyLine(head) && await socket.ReceiveAsync(one, cancellationToken) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static bool EndsWithEmptyLine(StringBuilder head) =>
        head.Length >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}
