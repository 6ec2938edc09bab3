using Pockr.Contracts;

namespace Pockr.GuestAgent.Auth;

/// <summary>Makes guessing slow: every wrong token, key or code waits, and only so many may wait at once. The right one never does.</summary>
internal sealed class FailedLogins
{
    private const int MostWaiting = 16;

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(500);

    private int _waiting;

    /// <returns>What is to be answered: the failure, or that there was no room to wait.</returns>
    public async Task<Problem> WaitAsync(Problem failure, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                return Problems.TooManyFailedLogins;
            }

            await Task.Delay(s_wait, cancellationToken);
            return failure;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
