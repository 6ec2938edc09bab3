using System.Globalization;

namespace Pockr.EndToEnd.Tests;

/// <summary>A machine that has nothing to do.</summary>
[Collection(nameof(RestartedVm))]
public sealed class IdleTests(RunningVm vm)
{
    [Fact(Timeout = 300_000)]
    public async Task ItsProcessorsStandStill_UntilSomebodyConnects_AndItsClockIsRightThen()
    {
        await vm.Cli.MustAsync("down");
        await vm.BootAsync("--idle-pause", "0.03");
        Assert.True((bool)vm.Up["resumed"]!);
        await WhenPausedAsync(times: 1);
        Assert.Equal("paused", (string)(await vm.Cli.JsonAsync("status"))["state"]!);

        var earliest = DateTimeOffset.UtcNow.AddSeconds(-2);
        var time = await vm.InMachineAsync("sleep 1; date +%s");
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture)), earliest, DateTimeOffset.UtcNow.AddSeconds(1));

        await WhenPausedAsync(times: 2);
        Assert.Equal("Pockr is suspended; 'pockr up' lets it go on.\n", await vm.Cli.MustAsync("down"));
        await vm.BootAsync("--idle-pause", "0");
        Assert.True((bool)vm.Up["resumed"]!);
    }

    // 'status' asks a machine that runs how it is, and so keeps it from being idle.
    private async Task WhenPausedAsync(int times)
    {
        var log = Path.Combine(vm.MachineDirectory, "supervisor.log");
        while ((await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).Split("idle: the processors stand still").Length <= times)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
