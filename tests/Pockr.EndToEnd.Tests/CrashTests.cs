using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>They end the machine in every way there is.</summary>
[Collection(nameof(RestartedVm))]
public sealed class CrashTests(RunningVm vm)
{
    private const int NotRunning = 3;

    [Fact(Timeout = 300_000)]
    public async Task AfterAPowerOff_ImagesAndContainersAreThere()
    {
        await vm.Cli.MustAsync("run", "--name", "keeper", "busybox", "sh", "-c", "echo kept >/file; echo said");
        await vm.Cli.MustAsync("down", "--power-off");
        Assert.Equal(NotRunning, (await vm.Cli.RunAsync("status")).ExitCode);

        await vm.BootAsync();

        Assert.Equal("said\n", await vm.Cli.MustAsync("logs", "keeper"));
        Assert.Equal("again\n", await vm.Cli.MustAsync("run", "--rm", "busybox", "echo", "again"));
    }

    [Fact(Timeout = 300_000)]
    public async Task AfterKillingQemu_TheSupervisorBringsEverythingBack()
    {
        await using var survivor = await TestContainer.RunAsync(vm, "survivor", """{"cmd":["sleep","600"],"stopTimeoutSeconds":0,"restartPolicy":{"name":"always"}}""");
        await vm.InMachineAsync("echo written >/root/file; sync");
        using (var qemu = Process.GetProcessById((int)(await vm.Cli.JsonAsync("status"))["processId"]!))
        {
            qemu.Kill();
            await qemu.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("QEMU was killed or crashed.", await ReasonOfRestartAsync());
        Assert.Equal("written\n", await vm.InMachineAsync("cat /root/file"));
        Assert.Equal("running", (string?)(await survivor.InspectAsync())["state"]!["status"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task AfterAPanicInService_TheSupervisorBringsTheMachineBack()
    {
        await vm.InMachineAsync("echo written >/root/before-panic; sync");

        // There is nobody left to answer.
        await HostCommand.RunAsync("curl", ["-s", "-H", $"Authorization: Bearer {vm.Token}", "-d", """{"cmd":"echo c >/proc/sysrq-trigger"}""", $"{vm.Url}/vm/exec"]);

        Assert.Equal("The guest's kernel panicked: sysrq triggered crash.", await ReasonOfRestartAsync());
        Assert.Equal("written\n", await vm.InMachineAsync("cat /root/before-panic"));
    }

    [Fact(Timeout = 300_000)]
    public async Task APanicAtBoot_IsStartedAgain_AndOneThatStaysIsToldWithItsConsole()
    {
        await PanicAtNextBootsAsync(4);

        var up = await vm.Cli.RunAsync("up");
        Assert.Equal(16, up.ExitCode);
        Assert.Contains("started 3 times", up.Error, StringComparison.Ordinal);
        Assert.Contains("the guest's kernel panicked: sysrq triggered crash", up.Error, StringComparison.Ordinal);
        Assert.Equal(NotRunning, (await vm.Cli.RunAsync("status")).ExitCode);

        await vm.BootAsync();
        Assert.Equal(2, (int)vm.Up["starts"]!);
        Assert.Equal("0\n", await vm.InMachineAsync("cat /root/panics"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("guest-agent")]
    [InlineData("dockerd")]
    public async Task AKilledService_ComesBack_AndContainersGoOn(string service)
    {
        var name = $"beside-{service}";
        await vm.Cli.MustAsync("run", "-d", "--name", name, "--stop-timeout", "0", "busybox", "sleep", "600");
        await vm.Cli.RunAsync("exec", name, "true");

        await vm.KillServiceAsync(service);

        var exec = await vm.Cli.RunAsync("exec", name, "echo", "still here");
        Assert.True(exec.Output == "still here\n", exec.ToString());
        await vm.Cli.MustAsync("rm", "-f", name);
    }

    [Fact(Timeout = 60_000)]
    public async Task Up_OfARunningMachine_ChangesNothing()
    {
        var pid = (int)(await vm.Cli.JsonAsync("status"))["processId"]!;

        var up = await vm.Cli.JsonAsync("up");

        Assert.True((bool)up["alreadyRunning"]!);
        Assert.Equal(pid, (int)(await vm.Cli.JsonAsync("status"))["processId"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task TheClock_IsTheHosts()
    {
        var guest = DateTimeOffset.FromUnixTimeSeconds(long.Parse(await vm.InMachineAsync("date +%s"), System.Globalization.CultureInfo.InvariantCulture));

        Assert.InRange(guest, DateTimeOffset.UtcNow.AddSeconds(-30), DateTimeOffset.UtcNow.AddSeconds(30));
    }

    [Fact(Timeout = 120_000)]
    public async Task AClockThatWasSetInTheMachine_IsTheHostsAgainAfterUp()
    {
        await vm.InMachineAsync("date -s @$(($(date +%s) - 86400))");

        await vm.BootAsync();

        await TheClock_IsTheHosts();
    }

    [Fact(Timeout = 240_000)]
    public async Task PowerOff_OverTheApi_StopsTheContainersFirst_AndUpBringsTheMachineBack()
    {
        var supervisorFile = await File.ReadAllTextAsync(Path.Combine(vm.MachineDirectory, "supervisor.json"), TestContext.Current.CancellationToken);
        using (var supervisor = Process.GetProcessById((int)JsonNode.Parse(supervisorFile)!["id"]!))
        {
            Assert.Equal(202, (await vm.CurlAsync("/v1/system/power-off", "")).Status);

            // It would start a machine again that ended by itself.
            await supervisor.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(NotRunning, (await vm.Cli.RunAsync("status")).ExitCode);
        Assert.Contains("pockr: stopping containers", await File.ReadAllTextAsync(vm.SerialLog, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await vm.BootAsync();
    }

    // What it does at such a moment, an emulated machine can die of: docs/decisions/010.
    [Fact(Timeout = 240_000)]
    public async Task TheFirstContainerWithLimits_DoesNotHaveTheKernelChangeItsOwnCode()
    {
        await vm.Cli.MustAsync("down", "--power-off");
        await vm.BootAsync();
        await vm.InMachineAsync("""
            mount -t tracefs tracefs /sys/kernel/tracing && cd /sys/kernel/tracing &&
            echo 'p:changed jump_label_update' >kprobe_events && echo 1 >events/kprobes/changed/enable
            """);

        await using (var container = await TestContainer.RunAsync(vm, "limited", """{"memoryBytes":67108864,"cpus":0.5,"pidsLimit":64,"cmd":["sh","-c","grep -c . /proc/self/cgroup"]}"""))
        {
            Assert.Equal("1\n", await container.OutputAsync());
        }

        Assert.DoesNotContain("crun-", await vm.InMachineAsync("cat /sys/kernel/tracing/trace"), StringComparison.Ordinal);
        Assert.Contains("changed", await vm.InMachineAsync("cat /sys/kernel/tracing/kprobe_profile"), StringComparison.Ordinal);
    }

    /// <summary>Waits until the machine is healthy again, without anything being done for it.</summary>
    private async Task<string?> ReasonOfRestartAsync()
    {
        CommandResult status;
        while ((status = await vm.Cli.RunAsync("status", "--json")).ExitCode != 0)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await vm.BootAsync();
        Assert.True((bool)vm.Up["alreadyRunning"]!);
        return (string?)JsonNode.Parse(status.Output)!["lastRestart"]?["reason"];
    }

    private async Task PanicAtNextBootsAsync(int boots)
    {
        const string Line = "n=$(cat /root/panics); [ $n -gt 0 ] \\&\\& { echo $((n-1)) >/root/panics; sync; echo c >/proc/sysrq-trigger; }";
        await vm.InMachineAsync($"echo {boots} >/root/panics; sed -i '2i {Line}' /etc/pockr/boot; sync");
        await vm.Cli.MustAsync("down", "--power-off");
    }
}
