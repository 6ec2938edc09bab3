namespace Pockr.GuestAgent.Containers;

/// <summary>The end of a command that dockerd will tell.</summary>
internal sealed class ExecEnd(Task<int> exitCode, Action forget) : IDisposable
{
    // dockerd tells of the end as soon as the output has ended; what is not told by then has been lost with a connection to it.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    /// <summary>To be asked when the output has ended.</summary>
    /// <returns>The exit code; nothing if it was not told.</returns>
    public async Task<int?> ReadAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(exitCode, Task.Delay(s_patience, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return exitCode.IsCompleted ? await exitCode : null;
    }

    public void Dispose() => forget();
}
