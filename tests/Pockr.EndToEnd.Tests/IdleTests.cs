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
        await WhenStateIsAsync("paused");

        var earliest = DateTimeOffset.UtcNow.AddSeconds(-2);
        var time = await vm.InMachineAsync("sleep 1; date +%s");
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture)), earliest, DateTimeOffset.UtcNow.AddSeconds(1));

        await WhenStateIsAsync("paused");
        Assert.Equal("Pockr is suspended; 'pockr up' lets it go on.\n", await vm.Cli.MustAsync("down"));
        await vm.BootAsync("--idle-pause", "0");
        Assert.True((bool)vm.Up["resumed"]!);
    }

    private async Task WhenStateIsAsync(string state)
    {
        while ((string)(await vm.Cli.JsonAsync("status"))["state"]! != state)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
