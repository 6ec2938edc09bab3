using Pockr.Sdk.Hosts;
using Pockr.Xunit;

namespace Pockr.EndToEnd.Tests;

/// <summary>Tests as users of the SDK write them.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkFixtureTests(SdkFixtureTests.Fixture fixture) : IClassFixture<SdkFixtureTests.Fixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task ATest_HasASandbox()
    {
        var sandbox = await fixture.CreateSandboxAsync(new() { Image = "busybox", Network = "none", Name = Fixture.Left }, Cancellation);

        Assert.Equal("42\n", (await sandbox.RunAsync("echo $((6 * 7))", cancellationToken: Cancellation)).Stdout);
    }

    [Fact(Timeout = 300_000)]
    public async Task ATest_MayKeepOne_OrRemoveItItself()
    {
        await fixture.CreateSandboxAsync(new() { Image = "busybox", Network = "none", Name = Fixture.Persistent, IsPersistent = true }, Cancellation);
        await using var removed = await fixture.CreateSandboxAsync(new() { Image = "busybox", Network = "none" }, Cancellation);

        Assert.Equal("running", (await removed.GetInfoAsync(Cancellation)).State);
    }

    [Fact(Timeout = 300_000)]
    public Task ATest_MayGiveUp() => Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => fixture.CreateSandboxAsync(new() { Image = "busybox", Network = "none", Name = Fixture.Left }, new CancellationToken(canceled: true)));

    /// <summary>The machine that runs already; when the tests are through, nothing of theirs is in it.</summary>
    public sealed class Fixture(RunningVm vm) : PockrFixture
    {
        public const string Left = "fixture-left";
        public const string Persistent = "fixture-persistent";

        protected override HostOptions Options => new() { Home = vm.Cli.Home };

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            var names = (await vm.Cli.JsonAsync("sandbox", "list")).AsArray().Select(sandbox => (string?)sandbox!["name"]);
            Assert.DoesNotContain(names, name => name is Left or Persistent);
        }
    }
}
