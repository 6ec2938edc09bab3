using Pockr.Client;

namespace Pockr.HostLauncher.Judging;

/// <summary>
/// Tells when a program that runs has had its time. It may have as much by the clock as processor time without being asked; after that its
/// processor time is measured, so that one that had to wait for a processor gets what it is due.
/// </summary>
internal sealed class CaseClock(ContainersClient containers, string id, JudgeLimits limits)
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Processor time when it was measured last.</summary>
    public TimeSpan? CpuTime { get; private set; }

    /// <summary>Ends when the time is over, from now on.</summary>
    public async Task<RunStop> WatchAsync(CancellationToken cancellationToken)
    {
        using var wall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wall.CancelAfter(limits.Wall);
        try
        {
            for (var left = limits.Time; left > TimeSpan.Zero; left = limits.Time - CpuTime!.Value)
            {
                await Task.Delay(left > s_shortestWait ? left : s_shortestWait, wall.Token);
                await MeasureAsync(wall.Token);
            }

            return RunStop.CpuTime;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RunStop.Wall;
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stats = await containers.GetStatsAsync(id, cancellationToken);
            CpuTime = TimeSpan.FromSeconds(stats.CpuSeconds);
        }
        catch (PockrException failure) when (failure is ResourceNotFoundException or ResourceConflictException)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken); // it has just ended, which its output tells
        }
    }
}
