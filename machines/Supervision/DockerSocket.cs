using System.Net.Sockets;

namespace Pockr.Machines.Supervision;

/// <summary>dockerd's socket on this host: each connection goes through a tunnel of its own, and either side may end its direction.</summary>
internal sealed class DockerSocket(Uri agent, MachineToken token, SupervisorLog log)
{
    private const int PieceBytes = 64 * 1024;

    public async Task RelayAsync(Socket client, CancellationToken cancellationToken)
    {
        try
        {
            using var tunnel = await DockerTunnel.OpenAsync(agent, token.Value, cancellationToken);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAll(PassAsync(client, tunnel, over), PassAsync(tunnel, client, over));
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            log.Write($"docker.sock: {exception.Message}");
        }
    }

    // A direction that ended is ended on the other side; one that broke takes the other with it.
    private static async Task PassAsync(Socket from, Socket to, CancellationTokenSource over)
    {
        var piece = new byte[PieceBytes];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(piece, over.Token)) > 0)
            {
                await SendAllAsync(to, piece.AsMemory(0, read), over.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            await over.CancelAsync();
        }
    }

    private static async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, cancellationToken)..];
        }
    }
}
