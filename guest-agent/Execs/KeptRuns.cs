using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Execs;

/// <summary>Something that runs in a container and can still be asked about when it has ended; disposing ends it with everything it started.</summary>
internal interface IKeptRun : IAsyncDisposable
{
    string Id { get; }

    DateTimeOffset StartedAt { get; }

    bool Running { get; }
}

/// <summary>A bounded number of them: one that has ended makes room, one that runs does not.</summary>
internal sealed class KeptRuns<T>(Func<string, Problem> unknown, Func<int, Problem> tooMany) : IAsyncDisposable
    where T : class, IKeptRun
{
    private const int Limit = 64;

    private readonly Dictionary<string, T> _runs = [];
    private int _starting;

    public async Task<T> AddAsync(Func<Task<T>> start)
    {
        await using var forgotten = MakeRoom();
        try
        {
            var run = await start();
            lock (_runs)
            {
                _runs.Add(run.Id, run);
            }

            return run;
        }
        finally
        {
            Interlocked.Decrement(ref _starting);
        }
    }

    public T Get(string id)
    {
        lock (_runs)
        {
            return _runs.TryGetValue(id, out var found) ? found : throw new ProblemException(unknown(id));
        }
    }

    public IReadOnlyList<T> List()
    {
        lock (_runs)
        {
            return [.. _runs.Values.OrderBy(run => run.StartedAt)];
        }
    }

    /// <summary>Ends it with everything it started, and forgets it.</summary>
    public async Task RemoveAsync(string id)
    {
        var found = Get(id);
        lock (_runs)
        {
            // Who removes it disposes of it, and nobody else.
            if (!_runs.Remove(id))
            {
                throw new ProblemException(unknown(id));
            }
        }

        await found.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(List().Select(run => run.DisposeAsync().AsTask()));

    private T? MakeRoom()
    {
        lock (_runs)
        {
            T? oldest = null;
            if (_runs.Count + _starting >= Limit)
            {
                oldest = _runs.Values.Where(run => !run.Running).MinBy(run => run.StartedAt) ?? throw new ProblemException(tooMany(Limit));
                _runs.Remove(oldest.Id);
            }

            _starting++;
            return oldest;
        }
    }
}
