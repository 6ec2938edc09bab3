using System.Net.Sockets;

namespace Pockr.GuestAgent.Docker;

/// <summary>One client's connection and one of dockerd's, put together; either side's end of sending reaches the other.</summary>
internal sealed class DockerRelay(Socket client, Socket engine)
{
    private const int PieceBytes = 64 * 1024;

    // dockerd reads nothing more once it has ended its own side; a client is only given the time to notice.
    private static readonly TimeSpan s_lingering = TimeSpan.FromSeconds(10);

    /// <param name="input">What the client sends.</param>
    /// <param name="answer">Goes to the client before anything of dockerd's.</param>
    /// <param name="cancellationToken">Ends both connections.</param>
    public async Task RunAsync(EngineInput input, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = PassInputAsync(input, ending);
        try
        {
            await client.SendAllAsync(answer, ending.Token);
            await PassAnswerAsync(ending.Token);
            client.Shutdown(SocketShutdown.Send);
            ending.CancelAfter(s_lingering);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has gone, or the machine goes down; there is nobody left to tell.
            await ending.CancelAsync();
        }

        await sending;
    }

    private static async Task PassInputAsync(EngineInput input, CancellationTokenSource ending)
    {
        try
        {
            await input.PassAsync(ending.Token);
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException or OperationCanceledException or SocketException)
        {
            // Other than an end of sending, this is a client that has gone.
            await ending.CancelAsync();
        }
    }

    private async Task PassAnswerAsync(CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        int read;
        while ((read = await engine.ReceiveAsync(piece, SocketFlags.None, cancellationToken)) > 0)
        {
            await client.SendAllAsync(piece.AsMemory(0, read), cancellationToken);
        }
    }
}
