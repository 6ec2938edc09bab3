using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Execs;

namespace Pockr.GuestAgent.Tests.Execs;

public sealed class KeptRunsTests
{
    private const int Limit = 64;

    private readonly KeptRuns<Run> _runs = new(Problems.SessionNotFound, Problems.TooManySessions);

    [Fact]
    public async Task Add_BeyondTheLimit_IsRefused_UntilOneHasEnded()
    {
        var all = await FillAsync();

        var refused = await Assert.ThrowsAsync<ProblemException>(() => _runs.AddAsync(() => Task.FromResult(new Run())));
        all[3].Running = false;
        var added = await _runs.AddAsync(() => Task.FromResult(new Run()));

        Assert.Equal((429, ProblemCodes.TooManySessions), (refused.Problem.Status, refused.Problem.Code));
        Assert.Equal((true, Limit), (all[3].IsDisposed, _runs.List().Count));
        Assert.Same(added, _runs.Get(added.Id));
        Assert.Equal(404, Assert.Throws<ProblemException>(() => _runs.Get(all[3].Id)).Problem.Status);
    }

    [Fact]
    public async Task Add_OfWhatDoesNotStart_TakesNoRoom()
    {
        for (var attempt = 0; attempt <= Limit; attempt++)
        {
            await Assert.ThrowsAsync<IOException>(() => _runs.AddAsync(() => throw new IOException()));
        }

        Assert.Equal(Limit, (await FillAsync()).Count);
    }

    [Fact]
    public async Task Remove_DisposesOfItOnce()
    {
        var run = await _runs.AddAsync(() => Task.FromResult(new Run()));

        await _runs.RemoveAsync(run.Id);

        Assert.True(run.IsDisposed);
        await Assert.ThrowsAsync<ProblemException>(() => _runs.RemoveAsync(run.Id));
    }

    private async Task<List<Run>> FillAsync()
    {
        List<Run> all = [];
        while (all.Count < Limit)
        {
            all.Add(await _runs.AddAsync(() => Task.FromResult(new Run())));
        }

        return all;
    }

    private sealed class Run : IKeptRun
    {
        public string Id { get; } = Guid.NewGuid().ToString("n");

        public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

        public bool Running { get; set; } = true;

        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            Assert.False(IsDisposed);
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
