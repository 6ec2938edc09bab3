using Pockr.Contracts;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Execs;

/// <summary>The detached execs, of a bounded number: one that has ended makes room, one that runs does not.</summary>
internal sealed class DetachedExecs(ContainerExec exec) : IAsyncDisposable
{
    private const int Limit = 64;

    private readonly Dictionary<string, DetachedExec> _execs = [];
    private int _starting;

    public async Task<DetachedExec> StartAsync(string container, ExecRequest request, CancellationToken cancellationToken)
    {
        var spec = ExecRules.Spec(request);
        await using var forgotten = MakeRoom();
        try
        {
            TimeSpan? limit = request.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            var running = await exec.StartAsync(container, spec, cancellationToken, limit, request.Stdin);
            var detached = new DetachedExec(container, request.Cmd, running);
            lock (_execs)
            {
                _execs.Add(detached.Id, detached);
            }

            return detached;
        }
        finally
        {
            Interlocked.Decrement(ref _starting);
        }
    }

    public DetachedExec Get(string id)
    {
        lock (_execs)
        {
            return _execs.TryGetValue(id, out var found) ? found : throw new ProblemException(Problems.ExecNotFound(id));
        }
    }

    public IReadOnlyList<DetachedExec> List()
    {
        lock (_execs)
        {
            return [.. _execs.Values.OrderBy(entry => entry.StartedAt)];
        }
    }

    /// <summary>Ends it with everything it started, and forgets it.</summary>
    public async Task RemoveAsync(string id)
    {
        var found = Get(id);
        lock (_execs)
        {
            _execs.Remove(id);
        }

        await found.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(List().Select(entry => entry.DisposeAsync().AsTask()));

    private DetachedExec? MakeRoom()
    {
        lock (_execs)
        {
            DetachedExec? oldest = null;
            if (_execs.Count + _starting >= Limit)
            {
                oldest = _execs.Values.Where(entry => !entry.Running).MinBy(entry => entry.StartedAt)
                    ?? throw new ProblemException(Problems.TooManyExecs(Limit));
                _execs.Remove(oldest.Id);
            }

            _starting++;
            return oldest;
        }
    }
}
