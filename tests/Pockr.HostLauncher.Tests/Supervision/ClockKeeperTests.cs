using System.Text.Json.Nodes;
using Pockr.Client;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Supervision;
using Pockr.Testing;

namespace Pockr.HostLauncher.Tests.Supervision;

public sealed class ClockKeeperTests
{
    [Fact]
    public async Task AJumpOfTheHostsClock_IsTheMachinesToo()
    {
        using var place = new TemporaryHome();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var agent = await FakeAgent.StartAsync();
        var asked = new TaskCompletionSource<string>();
        agent.On("POST /v1/system/time", context =>
        {
            context.Response.StatusCode = 204;
            asked.TrySetResult(agent.Requests.Last());
            return Task.CompletedTask;
        });
        using var client = new PockrClient(agent.Url, "token");
        var clock = new JumpingClock();
        var keeping = new ClockKeeper(clock, new SupervisorLog(Path.Combine(place.Directory, "log"))).KeepAsync(client, over.Token);

        var before = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();
        clock.Jump = TimeSpan.FromHours(1);

        var request = await asked.Task;
        var time = (long)JsonNode.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..])!["unixMilliseconds"]!;
        Assert.InRange(time, before, DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds());
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping);
    }

    /// <summary>Shows another time than it is, and is in a hurry.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(10), period);
    }
}
