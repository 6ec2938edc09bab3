using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Machines;

internal static class HealthProbe
{
    /// <summary>The agent's answer, or nothing if there is none in time. While the guest's port is closed, QEMU accepts and then resets.</summary>
    public static Task<Health?> AskAsync(PockrClient client, TimeSpan patience, CancellationToken cancellationToken) =>
        TryAsync(client.GetHealthAsync, patience, cancellationToken);

    /// <summary>The same, but of an agent that is known to answer, and only once the machine is healthy or <paramref name="waitSeconds"/> are over.</summary>
    public static Task<Health?> WaitAsync(PockrClient client, int waitSeconds, TimeSpan patience, CancellationToken cancellationToken) =>
        TryAsync(token => client.WaitForHealthAsync(waitSeconds, token), TimeSpan.FromSeconds(waitSeconds) + patience, cancellationToken);

    private static async Task<Health?> TryAsync(
        Func<CancellationToken, Task<Health>> ask, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await ask(limit.Token);
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
