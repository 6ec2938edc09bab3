using Pockr.Contracts;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Machines;

internal static class HealthProbe
{
    /// <summary>The agent's answer, or nothing if there is none in time. While the guest's port is closed, QEMU accepts and then resets.</summary>
    public static async Task<Health?> AskAsync(PockrClient client, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await client.GetHealthAsync(limit.Token);
        }
        catch (PockrException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
