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

    /// <summary>The first of so many ports in a row; below those that the host hands out itself.</summary>
    public static int FindFreeRange(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(20000, 30000);
            if (Enumerable.Range(first, count).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
