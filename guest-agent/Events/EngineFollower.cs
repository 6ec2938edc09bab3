using Pockr.EngineClient;

namespace Pockr.GuestAgent.Events;

/// <summary>Follows what dockerd tells, whatever becomes of dockerd.</summary>
internal static class EngineFollower
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    /// <param name="followAsync">Follows until dockerd has no more to tell.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> followAsync, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await followAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is EngineException or EngineUnavailableException)
            {
                // That dockerd is down is for others to say.
            }

            await Task.Delay(s_retry, cancellationToken);
        }
    }
}
