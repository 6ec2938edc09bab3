using System.Text.Json;
using Pockr.Contracts;
using Pockr.GuestAgent.Machine;

namespace Pockr.GuestAgent.Tests.Stats;

public sealed class MachineStatsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Percent_IsOfOneProcessor_AndWaitingIsNotWork()
    {
        var earlier = MachineCpu.Parse("cpu  100 0 100 700 100 0 0 0 50 0");
        var later = MachineCpu.Parse("cpu  140 0 110 730 120 0 0 0 90 0");

        Assert.Equal(100, later.PercentSince(earlier, processors: 2));
        Assert.Equal(0, later.PercentSince(later, processors: 2));
    }

    [Fact]
    public async Task Stats_AreThere_WhileDockerdIsNot()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (_, stats) = await agent.GetJsonAsync("/v1/system/stats");

        Assert.Equal(Environment.ProcessorCount, (int)stats["cpuCount"]!);
        Assert.InRange((long)stats["memoryBytes"]!, 1, (long)stats["memoryTotalBytes"]!);
        Assert.InRange((long)stats["diskBytes"]!, 1, (long)stats["diskTotalBytes"]!);
    }

    [Fact]
    public async Task AStream_HasALineForEachSample()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var reader = new StreamReader(await agent.Client.GetStreamAsync("/v1/system/stats?stream=true", Cancellation));

        var first = JsonSerializer.Deserialize((await reader.ReadLineAsync(Cancellation))!, ContractsJson.Default.MachineStats)!;
        var second = JsonSerializer.Deserialize((await reader.ReadLineAsync(Cancellation))!, ContractsJson.Default.MachineStats)!;

        Assert.True(second.Time > first.Time);
    }
}
