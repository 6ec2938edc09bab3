using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Pockr.Fuzz.Tests.Hosts;

/// <summary>Answers whatever it is asked with the same bytes, and closes the connection.</summary>
internal sealed class ByteServer : IDisposable
{
    private const string HandshakeSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

    private readonly Socket _listener;
    private readonly Func<string, byte[]> _answer;
    private readonly bool _isFirst;

    private ByteServer(EndPoint place, Func<string, byte[]> answer, bool isFirst = false)
    {
        _isFirst = isFirst;
        _listener = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        _answer = answer;
        _listener.Bind(place);
        _listener.Listen();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public Uri Url => new($"http://{_listener.LocalEndPoint}");

    public static ByteServer OnPort(byte[] answer) => new(new IPEndPoint(IPAddress.Loopback, 0), _ => answer);

    public static ByteServer OnSocket(string path, byte[] answer) => new(new UnixDomainSocketEndPoint(path), _ => answer);

    /// <summary>Says all there is to say before it is asked, as QEMU greets.</summary>
    public static ByteServer Greeting(string path, byte[] words) => new(new UnixDomainSocketEndPoint(path), _ => words, isFirst: true);

    /// <summary>Becomes a WebSocket first.</summary>
    public static ByteServer OfWebSocket(byte[] frames) => new(new IPEndPoint(IPAddress.Loopback, 0), head => [.. Handshake(head), .. frames]);

    public void Dispose() => _listener.Dispose();

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var connection = _listener.Accept();
                Answer(connection);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has been disposed of.
        }
    }

    private void Answer(Socket connection)
    {
        try
        {
            var asked = new byte[1 << 14];
            connection.Send(_answer(_isFirst ? "" : Encoding.Latin1.GetString(asked, 0, connection.Receive(asked))));
            connection.Shutdown(SocketShutdown.Send);

            // What is left unread would turn the end of the connection into a reset.
            while (connection.Receive(asked) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Who asked has heard enough.
        }
    }

    private static byte[] Handshake(string head)
    {
        const string name = "Sec-WebSocket-Key: ";
        var start = head.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length;
        var key = head[start..head.IndexOf('\r', start)];
#pragma warning disable CA5350 // The protocol knows no other digest.
        var accepted = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeSuffix)));
#pragma warning restore CA5350
        return Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accepted}\r\n\r\n");
    }
}
