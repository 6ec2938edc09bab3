using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pockr.Machines.Agent;

/// <summary>A connection to an agent. Who is no longer waited for has it closed under the waiting thread.</summary>
internal sealed class BlockingConnection : IDisposable
{
    private const int LongestLine = 16 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPatience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _begin;
    private int _end;

    private BlockingConnection(Socket socket) => _socket = socket;

    /// <summary>Whether the other side has not closed it; only to be asked when nothing is to come.</summary>
    public bool IsOpen => !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Opens one; what QEMU has no room for is tried again sooner than the kernel would.</summary>
    /// <exception cref="HttpRequestException">It cannot be opened.</exception>
    public static BlockingConnection Open(Uri agent, CancellationToken cancellationToken)
    {
        for (var patience = s_patience; ; patience = patience * 2 < s_longestPatience ? patience * 2 : s_longestPatience)
        {
            if (TryOpen(agent, patience, cancellationToken) is { } connection)
            {
                return connection;
            }
        }
    }

    /// <summary>Makes a socket that is not connected yet.</summary>
    /// <param name="patience">How long connecting may take. The kernel's own limit, which holds for that too, needs no timer and so no thread.</param>
    public static Socket MakeSocket(TimeSpan patience) =>
        new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = (int)patience.TotalMilliseconds };

    // Nothing if it takes too long.
    private static BlockingConnection? TryOpen(Uri agent, TimeSpan patience, CancellationToken cancellationToken)
    {
        var socket = MakeSocket(patience);
        try
        {
            using var end = cancellationToken.UnsafeRegister(state => ((Socket)state!).Dispose(), socket);
            socket.Connect(IPAddress.Loopback, agent.Port);
            socket.SendTimeout = 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return exception is SocketException { SocketErrorCode: SocketError.TimedOut } ? null : throw new HttpRequestException(exception.Message, exception);
        }

        return new BlockingConnection(socket);
    }

    public void Send(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        using var end = EndWith(cancellationToken);
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[_socket.Send(bytes)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Cut(exception, cancellationToken);
        }
    }

    /// <summary>Reads a line that ends with CR and LF, or with LF.</summary>
    public string ReadLine(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            Fill(cancellationToken);
            var found = _buffer.AsSpan(_begin, _end - _begin).IndexOf((byte)'\n');
            var length = found < 0 ? _end - _begin : found;
            line.Append(Encoding.Latin1.GetString(_buffer, _begin, length));
            _begin += found < 0 ? length : length + 1;
            if (found >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length > LongestLine)
            {
                throw new IOException("A line of the answer is too long.");
            }
        }
    }

    /// <summary>Reads what is there, or waits until something is.</summary>
    /// <returns>How many bytes; none if the other side has ended.</returns>
    public int Read(Span<byte> target, CancellationToken cancellationToken)
    {
        if (_begin == _end)
        {
            return Receive(target, cancellationToken);
        }

        var count = Math.Min(target.Length, _end - _begin);
        _buffer.AsSpan(_begin, count).CopyTo(target);
        _begin += count;
        return count;
    }

    public void Dispose() => _socket.Dispose();

    private void Fill(CancellationToken cancellationToken)
    {
        if (_begin < _end)
        {
            return;
        }

        (_begin, _end) = (0, Receive(_buffer, cancellationToken));
        if (_end == 0)
        {
            throw new IOException("The connection was closed before the answer was whole.");
        }
    }

    private int Receive(Span<byte> target, CancellationToken cancellationToken)
    {
        using var end = EndWith(cancellationToken);
        try
        {
            return _socket.Receive(target);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Cut(exception, cancellationToken);
        }
    }

    private CancellationTokenRegistration EndWith(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(state => ((Socket)state!).Dispose(), _socket);

    private static Exception Cut(Exception exception, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException(cancellationToken)
        : new IOException(exception.Message, exception);
}
