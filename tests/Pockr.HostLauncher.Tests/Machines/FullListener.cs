using System.Net;
using System.Net.Sockets;

namespace Pockr.HostLauncher.Tests.Machines;

/// <summary>Listens, and has no room for another connection until some are accepted.</summary>
internal sealed class FullListener : IDisposable
{
    private static readonly TimeSpan s_noRoom = TimeSpan.FromMilliseconds(300);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _waiting = [];
    private readonly List<Socket> _accepted = [];

    private FullListener() => _listener.Start(backlog: 1);

    public Uri Url => new($"http://{_listener.LocalEndpoint}");

    public static async Task<FullListener> StartAsync(CancellationToken cancellationToken)
    {
        var full = new FullListener();
        while (await full.TryConnectAsync(cancellationToken) is { } socket)
        {
            full._waiting.Add(socket);
        }

        return full;
    }

    /// <summary>Makes room, one place after the other.</summary>
    public async Task AcceptUntilAsync(Task connected, CancellationToken cancellationToken)
    {
        do
        {
            _accepted.Add(await _listener.AcceptSocketAsync(cancellationToken));
        }
        while (!connected.IsCompleted && _accepted.Count < _waiting.Count + 1);
    }

    public void Dispose()
    {
        foreach (var socket in _waiting.Concat(_accepted))
        {
            socket.Dispose();
        }

        _listener.Dispose();
    }

    private async Task<Socket?> TryConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_noRoom);
        try
        {
            await socket.ConnectAsync(_listener.LocalEndpoint, limit.Token);
            return socket;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            return null;
        }
    }
}
