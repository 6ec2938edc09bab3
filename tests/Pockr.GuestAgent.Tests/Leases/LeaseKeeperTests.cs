using Microsoft.Extensions.Logging.Abstractions;
using Pockr.EngineClient;
using Pockr.EngineClient.Tests;
using Pockr.GuestAgent.Leases;

namespace Pockr.GuestAgent.Tests.Leases;

public sealed class LeaseKeeperTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task ALeaseThatNobodyRenews_TakesItsContainersWithIt_ButNoneOfASnapshot_AlsoWhereDockerdWasDown(int failures)
    {
        var containers = new LeasedContainers { Failures = failures };
        await using var script = new ScriptedEngine(containers.Answer);
        using var engine = new DockerEngine(script.SocketPath);
        using var keeper = new LeaseKeeper(engine, NullLogger<LeaseKeeper>.Instance);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = keeper.RunAsync(over.Token);

        keeper.Renew(LeasedContainers.Lease, TimeSpan.FromMilliseconds(1));

        Assert.Equal("DELETE /containers/c1?force=1&v=1", await containers.Removed);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
