namespace Pockr.EndToEnd.Tests;

/// <summary>A machine that is down, and commands that need it.</summary>
[Collection(nameof(RestartedVm))]
public sealed class NeededMachineTests(RunningVm vm)
{
    private const int NotRunning = 3;

    [Fact(Timeout = 240_000)]
    public async Task OneThatIsSuspended_GoesOn_ForRun()
    {
        await vm.Cli.MustAsync("down");

        var run = await vm.Cli.RunAsync("run", "--rm", "busybox", "echo", "hi");

        Assert.True(run is { ExitCode: 0, Output: "hi\n", Error: "Resuming the machine default ...\n" }, run.ToString());
        await vm.BootAsync();
    }

    [Fact(Timeout = 240_000)]
    public async Task OneThatIsOff_IsStarted_ByTwoAtOnce_AndNotByWhatOnlyLooks()
    {
        await vm.Cli.MustAsync("down", "--power-off");
        Assert.Equal(NotRunning, (await vm.Cli.RunAsync("status")).ExitCode);
        Assert.Equal("", await vm.Cli.MustAsync("complete", "--", "logs", ""));
        Assert.Equal(NotRunning, (await vm.Cli.RunAsync("status")).ExitCode);

        var both = await Task.WhenAll(vm.Cli.RunAsync("ps", "-q"), vm.Cli.RunAsync("run", "--rm", "busybox", "true"));

        Assert.All(both, result => Assert.True(result is { ExitCode: 0, Output: "", Error: "Starting the machine default ...\n" }, result.ToString()));
        await vm.BootAsync();
    }
}
