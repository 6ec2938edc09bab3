using System.Net;
using System.Net.Sockets;

namespace Pockr.EndToEnd.Tests;

internal static class HostPort
{
    /// <summary>A port of the host's loopback that nothing listens on at the moment.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
