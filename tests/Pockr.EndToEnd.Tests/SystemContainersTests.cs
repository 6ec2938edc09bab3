using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>A distribution in a container, with its own init as the first process.</summary>
[Collection(nameof(SharedVm))]
public sealed class SystemContainersTests(RunningVm vm)
{
    private const int Killed = 137;

    [Fact(Timeout = 600_000)]
    public async Task ADebian_BootsItsOwnSystemd_AndItsServicesCanBeSteered()
    {
        await StartAsync("deb", "--pids-limit", "500");

        Assert.Equal("systemd\n", await vm.Cli.MustAsync("exec", "deb", "cat", "/proc/1/comm"));
        Assert.Equal("0\n/root\n", await EnterAsync("id -u; pwd"));
        Assert.Equal(("running", "enabled"), await ServiceAsync("cron"));

        await vm.Cli.MustAsync("service", "stop", "deb", "cron");
        Assert.Equal(("dead", "enabled"), await ServiceAsync("cron"));
        Assert.Equal(3, (await vm.Cli.RunAsync("service", "status", "deb", "cron")).ExitCode);

        await vm.Cli.MustAsync("service", "disable", "deb", "cron");
        await vm.Cli.MustAsync("service", "start", "deb", "cron");
        Assert.Equal(("running", "disabled"), await ServiceAsync("cron"));
        Assert.Contains("cron", await vm.Cli.MustAsync("service", "logs", "deb", "cron"), StringComparison.Ordinal);

        var unknown = await vm.Cli.RunAsync("service", "start", "deb", "nothing");
        Assert.Equal(5, unknown.ExitCode);
        Assert.Contains("nothing.service not found", unknown.Error, StringComparison.Ordinal);

        // It has its own branch of the control groups, and no more of the machine than another container.
        Assert.Equal("groups\n", await EnterAsync(
            "mkdir /sys/fs/cgroup/own && rmdir /sys/fs/cgroup/own && echo groups; (echo max >/sys/fs/cgroup/pids.max) 2>/dev/null && echo limits; mount -t tmpfs x /mnt 2>/dev/null && echo mounted; [ ! -e /dev/vda ] || echo disk"));
        await vm.Cli.MustAsync("rm", "-f", "deb");
    }

    [Fact(Timeout = 600_000)]
    public async Task Restarting_EndsServicesFirst_AndLeavesThemStarted()
    {
        await StartAsync("again");
        await vm.Cli.MustAsync("exec", "again", "touch", "/root/kept", "/run/gone");

        await vm.Cli.MustAsync("restart", "again");

        await BootedAsync("again");
        Assert.Equal("/root/kept\n", await vm.Cli.MustAsync("exec", "again", "sh", "-c", "ls /root/kept; ls /run/gone 2>/dev/null; true"));
        await vm.Cli.MustAsync("stop", "again");
        var state = (await vm.Cli.JsonAsync("inspect", "again"))[0]!["state"]!;
        Assert.NotEqual(Killed, (int)state["exitCode"]!);
        await vm.Cli.MustAsync("rm", "again");
    }

    [Fact(Timeout = 900_000)]
    public async Task ARebootInside_BootsItAgain_AndAPowerOffLeavesItOff()
    {
        await StartAsync("own", "--tmpfs", "/tmp:size=16m");
        var first = await StartedAtAsync("own");
        await vm.Cli.MustAsync("exec", "own", "touch", "/root/kept");

        await vm.Cli.RunAsync("exec", "own", "systemctl", "reboot");
        while (await StartedAtAsync("own") == first)
        {
        }

        await BootedAsync("own");
        Assert.Equal("/root/kept\n", await vm.Cli.MustAsync("exec", "own", "ls", "/root/kept"));

        var second = await StartedAtAsync("own");
        var off = vm.Cli.MustAsync("wait", "own");
        await vm.Cli.RunAsync("exec", "own", "systemctl", "poweroff");
        Assert.Equal("130\n", await off);
        Assert.Equal(("exited", second), await StateAsync("own"));
        await vm.Cli.MustAsync("rm", "own");
    }

    [Fact(Timeout = 600_000)]
    public async Task AVolatileSystem_BeginsAnewWithEachStart()
    {
        await StartAsync("fleeting", "--volatile");
        await vm.Cli.MustAsync("exec", "fleeting", "sh", "-c", "touch /root/written; rm /etc/debian_version");

        await vm.Cli.MustAsync("restart", "fleeting");

        await BootedAsync("fleeting");
        Assert.Equal("/etc/debian_version\n", await vm.Cli.MustAsync("exec", "fleeting", "sh", "-c", "ls /root/written /etc/debian_version 2>/dev/null; true"));
        await vm.Cli.MustAsync("rm", "-f", "fleeting");
    }

    [Fact(Timeout = 120_000)]
    public async Task AnImageWithoutAnInit_IsRefusedWithTheWayOn()
    {
        var result = await vm.Cli.RunAsync("run", "--system", "--name", "noinit", "busybox");

        Assert.Equal(125, result.ExitCode);
        Assert.Contains("no /sbin/init", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("noinit", await vm.Cli.MustAsync("ps", "-a"), StringComparison.Ordinal);
    }

    private async Task StartAsync(string name, params string[] options)
    {
        await DebianSystem.ImportAsync(vm.Cli);
        await vm.Cli.MustAsync(["run", "--system", "--name", name, .. options, DebianSystem.Image]);
        await BootedAsync(name);
    }

    private async Task<string?> StartedAtAsync(string name) => (await StateAsync(name)).StartedAt;

    private async Task<(string? Status, string? StartedAt)> StateAsync(string name)
    {
        var state = (await vm.Cli.JsonAsync("inspect", name))[0]!["state"]!;
        return ((string?)state["status"], (string?)state["startedAt"]);
    }

    // systemd listens to nobody in its first moments; from then on, it answers when all is started.
    private async Task BootedAsync(string name)
    {
        CommandResult asked;
        do
        {
            asked = await vm.Cli.RunAsync("exec", name, "systemctl", "is-system-running", "--wait");
        }
        while (asked.Output.Length == 0 || asked.Output is "offline\n");

        Assert.Equal("running\n", asked.Output);
    }

    private async Task<string> EnterAsync(string script)
    {
        var result = await vm.Cli.PipeAsync(Encoding.UTF8.GetBytes(script + "\n"), "enter", "deb");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    private async Task<(string? State, string? Start)> ServiceAsync(string name)
    {
        var services = (await vm.Cli.JsonAsync("service", "ls", "deb")).AsArray();
        var service = services.Single(service => (string?)service!["name"] == name)!;
        return ((string?)service["state"], (string?)service["start"]);
    }
}
