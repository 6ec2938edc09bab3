namespace Pockr.GuestAgent.Auth;

/// <summary>Makes guessing slow: every wrong token waits, and only so many may wait at once. The right one never does.</summary>
internal sealed class FailedLogins
{
    private const int MostWaiting = 16;

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(500);

    private int _waiting;

    /// <returns>Whether there was room to wait.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                return false;
            }

            await Task.Delay(s_wait, cancellationToken);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
