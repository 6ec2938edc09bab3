using Microsoft.AspNetCore.Http;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Sandboxes;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Sandboxes;

public sealed class SandboxPoolTests : IAsyncLifetime
{
    private const string Create = "POST /v1/containers";

    private static readonly SandboxOptions s_options = new() { Image = "busybox", EndsWithProgram = false };

    private readonly SemaphoreSlim _made = new(0);
    private FakeAgent _agent = null!;
    private PockrClient _client = null!;
    private SandboxesClient _sandboxes = null!;
    private int _count;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string> Removed =>
        from request in _agent.Requests where request.StartsWith("DELETE ", StringComparison.Ordinal) select request.Split('?')[0].Split('/')[^1];

    public async ValueTask InitializeAsync()
    {
        _agent = await FakeAgent.StartAsync();
        _agent.On(Create, context =>
        {
            var name = $"c{Interlocked.Increment(ref _count)}";
            _agent.OnNothing($"POST /v1/containers/{name}/start").OnNothing($"DELETE /v1/containers/{name}");
            _agent.On($"GET /v1/containers/{name}", SandboxAnswers.Details(name, isPersistent: false));
            _made.Release();
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($$"""{"id":"{{name}}","warnings":[]}""", Cancellation);
        });
        _client = new PockrClient(_agent.Url, "secret");
        _sandboxes = new SandboxesClient(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _agent.DisposeAsync();
        _made.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task OneThatIsTaken_IsReplaced_AndWhatNobodyTook_IsRemoved()
    {
        await using (var pool = new SandboxPool(_sandboxes, s_options, size: 2))
        {
            await WhenReadyAsync(pool, 2);

            var taken = await pool.TakeAsync(Cancellation);

            Assert.Equal("c1", taken.Name);
            await WhenReadyAsync(pool, 2);
            Assert.Equal(3, _count);
            Assert.Empty(Removed);
        }

        Assert.Equal(["c2", "c3"], Removed);
        Assert.Equal(3, _count);
    }

    [Fact(Timeout = 60_000)]
    public async Task OneThatRunsNoMore_IsRemoved_AndNotHandedOut()
    {
        await using var pool = new SandboxPool(_sandboxes, s_options, size: 2);
        await WhenReadyAsync(pool, 2);
        _agent.On("GET /v1/containers/c1", SandboxAnswers.Details("c1", isPersistent: false).Replace("\"running\"", "\"exited\"", StringComparison.Ordinal));

        Assert.Equal("c2", (await pool.TakeAsync(Cancellation)).Name);

        Assert.Equal(["c1"], Removed);
    }

    [Fact(Timeout = 60_000)]
    public async Task OneThatIsBeingMadeAtTheEnd_IsGoneThen()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _agent.OnNothing("DELETE /v1/containers/late").On(Create, async context =>
        {
            asked.SetResult();
            await answer.Task;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"id":"late","warnings":[]}""", Cancellation);
        });
        var pool = new SandboxPool(_sandboxes, s_options, size: 1);
        await asked.Task.WaitAsync(Cancellation);

        var end = pool.DisposeAsync().AsTask();
        answer.SetResult();
        await end;

        Assert.Equal(["late"], Removed);
    }

    [Fact(Timeout = 60_000)]
    public async Task WhoGivesUp_LeavesTheOneThatIsReady_ForTheNext()
    {
        await using var pool = new SandboxPool(_sandboxes, s_options, size: 1);
        await WhenReadyAsync(pool, 1);
        var asked = new TaskCompletionSource();
        _agent.On("GET /v1/containers/c1", context =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.TakeAsync(new CancellationToken(canceled: true)));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var taking = pool.TakeAsync(enough.Token);
        await asked.Task.WaitAsync(Cancellation);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);

        _agent.On("GET /v1/containers/c1", SandboxAnswers.Details("c1", isPersistent: false));
        Assert.Equal("c1", (await pool.TakeAsync(Cancellation)).Name);
        Assert.Empty(Removed);
    }

    [Fact(Timeout = 60_000)]
    public async Task WhoeverTakesOne_IsToldWhyThereIsNone()
    {
        _agent.OnProblem(Create, 409, ProblemCodes.PortInUse);
        await using var pool = new SandboxPool(_sandboxes, s_options, size: 1);

        Assert.Equal(ProblemCodes.PortInUse, (await Assert.ThrowsAsync<ResourceConflictException>(() => pool.TakeAsync(Cancellation))).Code);
    }

    [Fact]
    public async Task WhatCannotBeAPool_IsRefused()
    {
        Assert.Contains("'box'", Assert.Throws<ArgumentException>(() => new SandboxPool(_sandboxes, s_options with { Name = "box" }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SandboxPool(_sandboxes, s_options with { Profile = Profiles.Python }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxPool(_sandboxes, s_options, 0));

        var pool = new SandboxPool(_sandboxes, s_options, 1);
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.TakeAsync(Cancellation));
    }

    private async Task WhenReadyAsync(SandboxPool pool, int count)
    {
        while (pool.ReadyCount < count)
        {
            await _made.WaitAsync(TimeSpan.FromMilliseconds(10), Cancellation);
        }
    }
}
