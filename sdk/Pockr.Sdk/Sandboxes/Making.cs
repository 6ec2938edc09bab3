namespace Pockr.Sdk.Sandboxes;

/// <summary>
/// Waits for what a machine makes. The request goes on when its sender gives up, as the machine may make it all the same; then it is removed as
/// soon as it is known by its id.
/// </summary>
internal sealed class Making
{
    private readonly Lock _turn = new();
    private Task _removals = Task.CompletedTask;

    /// <param name="makeAsync">Has it made.</param>
    /// <param name="removeAsync">Removes it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> WaitAsync<T>(Func<Task<T>> makeAsync, Func<T, Task> removeAsync, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var making = makeAsync();
        try
        {
            return await making.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(making, removeAsync);
            throw;
        }
    }

    /// <summary>Has it removed when it is made; nobody waits for that.</summary>
    public void Leave<T>(Task<T> making, Func<T, Task> removeAsync)
    {
        lock (_turn)
        {
            _removals = Task.WhenAll(_removals, RemoveAsync(making, removeAsync));
        }
    }

    /// <summary>Returns when nothing is left of what was given up.</summary>
    public Task WhenRemovedAsync()
    {
        lock (_turn)
        {
            return _removals;
        }
    }

    // That it could not be made, or is gone, is fine.
    private static async Task RemoveAsync<T>(Task<T> making, Func<T, Task> removeAsync)
    {
        try
        {
            await removeAsync(await making.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is Client.PockrException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }
}
