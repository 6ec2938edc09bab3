using System.Threading.Channels;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Sessions;

/// <summary>What is written to a shell, in order. Nobody waits for it to be read, so there is a bound for what has not been.</summary>
internal sealed class SessionInput(InteractiveStream stream)
{
    private const int LimitBytes = 1024 * 1024;

    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private int _waitingBytes;

    public int WaitingBytes => Volatile.Read(ref _waitingBytes);

    /// <summary>Whether there was room; one call at a time.</summary>
    public bool TryWrite(byte[] bytes)
    {
        if (WaitingBytes + bytes.Length > LimitBytes)
        {
            return false;
        }

        Interlocked.Add(ref _waitingBytes, bytes.Length);
        return _pieces.Writer.TryWrite(bytes);
    }

    public async Task PassOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellationToken))
            {
                await stream.WriteAsync(piece, cancellationToken);
                Interlocked.Add(ref _waitingBytes, -piece.Length);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody is there to read it any more.
        }
    }
}
