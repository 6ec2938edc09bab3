using System.Net;
using System.Net.Sockets;

namespace Pockr.Machines;

/// <summary>Ports of the host's loopback. A free port may be taken a moment later: whoever binds it has the last word.</summary>
internal sealed class HostPorts
{
    private const int LastPort = 65535;
    private const int RowTries = 100;

    private readonly Func<int, string, bool> _isFree;

    public HostPorts(Func<int, string, bool>? isFree = null) => _isFree = isFree ?? CanBind;

    public bool IsFree(int port, string protocol = "tcp") => _isFree(port, protocol);

    /// <summary>The first of so many ports in a row as nobody has just now.</summary>
    public int FindFree(string protocol = "tcp", int count = 1)
    {
        var first = PickOne();
        for (var tries = 1; tries < RowTries && !Enumerable.Range(first, count).All(port => port <= LastPort && IsFree(port, protocol)); tries++)
        {
            first = PickOne();
        }

        return first;
    }

    private static int PickOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool CanBind(int port, string protocol)
    {
        var udp = protocol == "udp";
        using var socket = new Socket(AddressFamily.InterNetwork, udp ? SocketType.Dgram : SocketType.Stream, udp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            if (!udp)
            {
                socket.Listen();
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
