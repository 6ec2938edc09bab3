using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.GuestAgent.Machine;

namespace Pockr.GuestAgent.Stats;

/// <summary>What the machine is busy with, once a second.</summary>
internal sealed class MachineStatsFeed : IAsyncDisposable
{
    private readonly PeriodicTimer _seconds = new(TimeSpan.FromSeconds(1));

    public async IAsyncEnumerable<MachineStats> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var earlier = MachineCpu.Read();
        while (await _seconds.WaitForNextTickAsync(cancellationToken))
        {
            var now = MachineCpu.Read();
            yield return Measure(now.PercentSince(earlier, Environment.ProcessorCount));
            earlier = now;
        }
    }

    public ValueTask DisposeAsync()
    {
        _seconds.Dispose();
        return ValueTask.CompletedTask;
    }

    private static MachineStats Measure(double cpuPercent)
    {
        var (memory, available) = MachineMemory.Read();
        var (disk, free) = MachineDisk.Read();
        var (received, sent) = MachineTraffic.ReadNetwork();
        var (read, written) = MachineTraffic.ReadDisks();
        return new MachineStats(
            DateTimeOffset.UtcNow, cpuPercent, Environment.ProcessorCount, memory - available, memory, disk - free, disk, received, sent, read, written);
    }
}
