using Pockr.Sdk;

namespace Pockr.HostLauncher.Machines;

/// <summary>The machine's clock, which stood still with its processors.</summary>
internal static class GuestClock
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Sets it to now. An agent that does not answer is found out about by who needs it.</summary>
    public static async Task SetAsync(PockrClient client, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            await client.SetTimeAsync(DateTimeOffset.UtcNow, limit.Token);
        }
        catch (PockrException)
        {
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
