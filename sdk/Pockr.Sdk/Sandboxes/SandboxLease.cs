using System.Diagnostics;
using Pockr.Client;

namespace Pockr.Sdk.Sandboxes;

/// <summary>
/// Keeps the sandboxes of this program while it runs. One that is killed renews no more, and the machine removes them within a minute.
/// </summary>
internal sealed class SandboxLease(LeasesClient leases, string id) : IAsyncDisposable
{
    private const int DurationSeconds = 60;

    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Task? _renewals;
    private bool _isAskedFor;

    /// <summary>Makes up the id of a lease.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>Holds the lease from now on.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> HoldAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_renewals is null)
            {
                _isAskedFor = true; // it may be held also where that is given up
                await RenewAsync(cancellationToken).ConfigureAwait(false);
                _renewals = GoOnAsync();
            }

            return id;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends it, and with it the sandboxes that were not closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_over.IsCancellationRequested)
        {
            return;
        }

        await _over.CancelAsync().ConfigureAwait(false);
        if (!_isAskedFor)
        {
            return;
        }

        await (_renewals ?? Task.CompletedTask).ConfigureAwait(false);
        try
        {
            await leases.EndAsync(id).ConfigureAwait(false);
        }
        catch (PockrException)
        {
            // Then it runs out.
        }
    }

    private Task RenewAsync(CancellationToken cancellationToken) => leases.RenewAsync(id, DurationSeconds, cancellationToken);

    private async Task GoOnAsync()
    {
        Activity.Current = null; // whoever made the first sandbox may be done long before this is
        while (!_over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_renewal, _over.Token).ConfigureAwait(false);
                await RenewAsync(_over.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is PockrException or OperationCanceledException)
            {
                // The machine may be down just now; whoever uses a sandbox is told so.
            }
            catch (ObjectDisposedException)
            {
                return; // the client is closed, and the lease runs out
            }
        }
    }
}
