using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Leases;

/// <summary>
/// Removes the containers of leases that nobody has renewed in time. Time is that in which the machine runs: a program finds its containers again
/// after the machine was suspended.
/// </summary>
internal sealed partial class LeaseKeeper(DockerEngine engine, ILogger<LeaseKeeper> logger) : IDisposable
{
    // What a program has that outlived the agent: as long as it takes for that to renew.
    private static readonly TimeSpan s_unknown = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);
    private static readonly ContainerFilters s_leased = new() { Labels = [Lease.Label] };

    private readonly ConcurrentDictionary<string, TimeSpan> _ends = new(); // by the machine's uptime
    private readonly SemaphoreSlim _renewed = new(0);

    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public void Renew(string id, TimeSpan duration)
    {
        _ends[id] = Now + duration;
        _renewed.Release();
    }

    /// <summary>Removes its containers at once.</summary>
    public async Task EndAsync(string id, CancellationToken cancellationToken)
    {
        await RemoveContainersAsync(id, cancellationToken);
        _ends.TryRemove(id, out _);
    }

    /// <summary>Goes on until it is told to end, whatever becomes of dockerd.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await TryAsync(() => AdoptAsync(cancellationToken), cancellationToken);
        while (true)
        {
            await _renewed.WaitAsync(UntilNext(), cancellationToken);
            foreach (var (id, _) in _ends.Where(lease => lease.Value <= Now))
            {
                await TryAsync(() => RunOutAsync(id, cancellationToken), cancellationToken);
            }
        }
    }

    public void Dispose() => _renewed.Dispose();

    private TimeSpan UntilNext()
    {
        var ends = _ends.Values;
        return ends.Count == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, (ends.Min() - Now).Ticks)) + TimeSpan.FromMilliseconds(1);
    }

    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        foreach (var container in await engine.Containers.ListAsync(all: true, s_leased, cancellationToken))
        {
            _ends.TryAdd(container.Labels![Lease.Label], Now + s_unknown);
        }
    }

    private async Task RunOutAsync(string id, CancellationToken cancellationToken)
    {
        if (_ends.TryGetValue(id, out var end) && end <= Now)
        {
            var count = await RemoveContainersAsync(id, cancellationToken);
            _ends.TryRemove(KeyValuePair.Create(id, end)); // not one that was renewed meanwhile
            LogRanOut(id, count);
        }
    }

    private async Task<int> RemoveContainersAsync(string id, CancellationToken cancellationToken)
    {
        var filters = new ContainerFilters { Labels = [$"{Lease.Label}={id}"] };
        var count = 0;
        foreach (var container in await engine.Containers.ListAsync(all: true, filters, cancellationToken))
        {
            if (!await HasLabelOfImageAsync(container, id, cancellationToken))
            {
                await RemoveAsync(container.Id, cancellationToken);
                count++;
            }
        }

        return count;
    }

    // A snapshot of a leased container has its labels, and so has what is made of that, which no lease keeps.
    private async Task<bool> HasLabelOfImageAsync(ContainerListEntry container, string id, CancellationToken cancellationToken)
    {
        try
        {
            var image = await engine.Images.InspectAsync(container.ImageID ?? container.Image, cancellationToken);
            return image.Config?.Labels?.GetValueOrDefault(Lease.Label) == id;
        }
        catch (EngineException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Containers.RemoveAsync(id, force: true, cancellationToken);
        }
        catch (EngineException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            // Somebody else was faster.
        }
    }

    private static async Task TryAsync(Func<Task> actAsync, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await actAsync();
                return;
            }
            catch (Exception failure) when (failure is EngineException or EngineUnavailableException)
            {
                await Task.Delay(s_retry, cancellationToken); // that dockerd is down is for others to say
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The lease {Id} ran out, and {Count} containers with it")]
    private partial void LogRanOut(string id, int count);
}
