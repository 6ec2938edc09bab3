using System.Collections.Concurrent;
using System.Diagnostics;
using Pockr.Client;

namespace Pockr.Sdk.Sandboxes;

/// <summary>
/// Keeps sandboxes of one kind ready, and hands them out. One that is taken is its taker's, and another is made in its place. Disposing of the
/// pool removes those that nobody took.
/// </summary>
public sealed class SandboxPool : IAsyncDisposable
{
    private const string Running = "running"; // Docker's word

    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<Sandbox> _ready = new();
    private readonly SemaphoreSlim _wanted;
    private readonly SandboxesClient _sandboxes;
    private readonly SandboxOptions _options;
    private readonly Task _filling;

    /// <summary>Makes a pool, which begins to fill.</summary>
    /// <param name="sandboxes">Makes them; it is disposed of after the pool.</param>
    /// <param name="options">What they are like; with no name, as each gets one of its own.</param>
    /// <param name="size">How many are to be ready, 1 or more.</param>
    /// <exception cref="ArgumentException">The options have a name, or contradict each other.</exception>
    public SandboxPool(SandboxesClient sandboxes, SandboxOptions options, int size)
    {
        ArgumentNullException.ThrowIfNull(sandboxes);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        options.EnsureConsistent();
        if (options.Name is not null)
        {
            throw new ArgumentException($"The sandboxes of a pool cannot all be called '{options.Name}': give no name.", nameof(options));
        }

        (_sandboxes, _options, _wanted) = (sandboxes, options, new SemaphoreSlim(size));
        _filling = FillAsync();
    }

    /// <summary>How many are ready just now.</summary>
    public int ReadyCount => _ready.Count;

    /// <summary>Takes a sandbox that is ready; if none is, one is made. An image that is not in the machine is built, or pulled, first.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A sandbox that runs, for the caller to dispose of.</returns>
    /// <exception cref="PockrException">None could be made.</exception>
    public async Task<Sandbox> TakeAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_over.IsCancellationRequested, this);
        cancellationToken.ThrowIfCancellationRequested();
        while (_ready.TryDequeue(out var sandbox))
        {
            var isRunning = await IsRunningAsync(sandbox, cancellationToken).ConfigureAwait(false);
            _wanted.Release();
            if (isRunning)
            {
                return sandbox;
            }

            await sandbox.DisposeAsync().ConfigureAwait(false);
        }

        return await _sandboxes.CreateWithImageAsync(_options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the sandboxes that nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _filling.ConfigureAwait(false);
        while (_ready.TryDequeue(out var sandbox))
        {
            await sandbox.DisposeAsync().ConfigureAwait(false);
        }

        await _sandboxes.Making.WhenRemovedAsync().ConfigureAwait(false); // the one that was being made
    }

    private async Task FillAsync()
    {
        Activity.Current = null; // whoever made the pool may be done long before this is
        try
        {
            while (true)
            {
                await _wanted.WaitAsync(_over.Token).ConfigureAwait(false);
                _ready.Enqueue(await MakeAsync().ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException)
        {
            // The pool is disposed of.
        }
    }

    private async Task<Sandbox> MakeAsync()
    {
        while (true)
        {
            try
            {
                return await _sandboxes.CreateWithImageAsync(_options, _over.Token).ConfigureAwait(false);
            }
            catch (PockrException)
            {
                // Whoever takes one meanwhile makes it, and is told why that cannot be.
                await Task.Delay(s_afterFailure, _over.Token).ConfigureAwait(false);
            }
        }
    }

    // The machine may have been started anew since it was made, and the sandbox with it be stopped or gone.
    private async Task<bool> IsRunningAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        try
        {
            return (await sandbox.GetInfoAsync(cancellationToken).ConfigureAwait(false)).State == Running;
        }
        catch (PockrException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            _ready.Enqueue(sandbox); // for the next who comes
            throw;
        }
    }
}
