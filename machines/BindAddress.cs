using System.Net;
using System.Net.Sockets;

namespace Pockr.Machines;

/// <summary>Where on this host published ports are opened: on loopback, and on another address only by explicit wish.</summary>
internal static class BindAddress
{
    public const string Loopback = "127.0.0.1";

    private const string Any = "0.0.0.0";

    public const string Remedy = $"use one that 'ip -4 address' shows, {Any} for all of them, or {Loopback} to open ports to this host alone again";

    /// <summary>Whether it is written as an address; a host that has moved to another network may not have it just now.</summary>
    public static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;

    /// <summary>Whether others than this host's own programs can reach what is opened there.</summary>
    public static bool IsOpenToOthers(string? bind) => bind is not (null or Loopback);

    /// <summary>Every address a published port is opened on.</summary>
    public static IReadOnlyList<string> AllOf(string? bind) => bind switch
    {
        null or Loopback => [Loopback],
        Any => [Any],
        _ => [Loopback, bind],
    };

    /// <summary>Whether something can be opened there just now.</summary>
    public static bool IsOfThisHost(string address)
    {
        if (!IsAddress(address))
        {
            return false;
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
