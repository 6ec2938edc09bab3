using System.Net.Sockets;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Docker;

/// <summary>Opens connections of their own to dockerd, for what is not the agent's to understand.</summary>
internal sealed class DockerSocket(AgentOptions options)
{
    /// <summary>Connects and sends the first bytes; what fails up to here can still be told to the client.</summary>
    public async Task<Socket> OpenAsync(ReadOnlyMemory<byte> first, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(options.DockerSocket), cancellationToken);
            await socket.SendAllAsync(first, cancellationToken);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new EngineUnavailableException(options.DockerSocket, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
