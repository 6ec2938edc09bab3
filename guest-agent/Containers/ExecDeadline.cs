namespace Pockr.GuestAgent.Containers;

/// <summary>The time a command has. When it is over the command is ended, and its last output has a moment to arrive.</summary>
internal sealed class ExecDeadline : IAsyncDisposable
{
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _off = new();
    private readonly CancellationTokenSource _drained = new();
    private readonly Task _watching;
    private volatile bool _hasPassed;

    public ExecDeadline(TimeSpan? limit, Func<Task> end) => _watching = limit is { } time ? WatchAsync(time, end) : Task.CompletedTask;

    public bool HasPassed => _hasPassed;

    /// <summary>From when on nothing more is to be waited for: what still holds the output open is none of the command's processes.</summary>
    public CancellationToken Drained => _drained.Token;

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _watching;
        _off.Dispose();
        _drained.Dispose();
    }

    private async Task WatchAsync(TimeSpan limit, Func<Task> end)
    {
        try
        {
            await Task.Delay(limit, _off.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _hasPassed = true;
        await end();
        _drained.CancelAfter(s_drain);
    }
}
