using System.Net.Sockets;

namespace Pockr.Client;

/// <summary>
/// Sends requests to an agent, over connections that are opened one at a time. QEMU leads a port on from a queue of two; what finds no room
/// in it would be tried again by the kernel only after a second, then after three, seven ... seconds.
/// </summary>
internal sealed class AgentTransport : DelegatingHandler
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPatience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);

    // No proxy: the agent is on this host's loopback, and a proxy would be handed the token.
    public AgentTransport() => InnerHandler = new SocketsHttpHandler
    {
        UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectCallback = OpenAsync,
    };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _turn.Dispose();
    }

    private async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var patience = s_patience; ; patience = patience * 2 < s_longestPatience ? patience * 2 : s_longestPatience)
            {
                if (await TryOpenAsync(context, patience, cancellationToken).ConfigureAwait(false) is { } stream)
                {
                    return stream;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>Nothing if it takes too long.</returns>
    private static async Task<Stream?> TryOpenAsync(SocketsHttpConnectionContext context, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, limit.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException { SocketErrorCode: SocketError.OperationAborted }
            && !cancellationToken.IsCancellationRequested)
        {
            // On a busy host, what was given up may be told as the system's error.
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
