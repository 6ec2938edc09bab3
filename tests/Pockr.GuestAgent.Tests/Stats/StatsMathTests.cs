using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Stats;

namespace Pockr.GuestAgent.Tests.Stats;

public sealed class StatsMathTests
{
    [Theory]
    [InlineData(1000, 500, 2, 100)] // half of what two processors have: one of them
    [InlineData(1000, 1000, 4, 400)]
    [InlineData(1000, 0, 2, 0)]
    [InlineData(0, 0, 2, 0)]
    public void CpuPercent_IsOfOneProcessor(long systemPassed, long used, int processors, double percent)
    {
        var before = Cpu(total: 100, system: 5000, processors);
        var now = Cpu(100 + used, 5000 + systemPassed, processors);

        Assert.Equal(percent, StatsMath.CpuPercent(before, now));
    }

    [Theory]
    [InlineData("inactive_file", 300, 700)]
    [InlineData("total_inactive_file", 300, 700)]
    [InlineData("inactive_file", 2000, 1000)]
    [InlineData("cache", 300, 1000)]
    public void Memory_IsWithoutWhatCanBeGivenBack(string name, ulong value, long bytes) =>
        Assert.Equal(bytes, StatsMath.MemoryBytes(new StatsSample.MemoryPart(1000, 5000, new Dictionary<string, ulong> { [name] = value })));

    private static StatsSample.CpuPart Cpu(long total, long system, int processors) =>
        new(new StatsSample.CpuUsage(total), system, processors);
}
