using System.Net;
using System.Net.Sockets;

namespace Pockr.Bench.Machines;

/// <summary>A port of this host's loopback that nobody has just now.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
