using System.Net.Sockets;

namespace Pockr.GuestAgent.Health;

/// <summary>Whether containerd takes connections.</summary>
internal static class ContainerdProbe
{
    /// <returns>Why it does not; nothing if it does.</returns>
    public static async Task<SocketException?> FindRefusalAsync(string path, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return null;
        }
        catch (SocketException refusal)
        {
            return refusal;
        }
    }
}
