using System.Globalization;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>What a machine is, is kept, copied, and made larger.</summary>
[Collection(nameof(RestartedVm))]
public sealed class DisksTests(RunningVm vm)
{
    [Fact(Timeout = 240_000)]
    public async Task ASnapshotOfARunningMachine_BringsBackWhatRanInIt()
    {
        await using var counter = await TestContainer.RunAsync(
            vm, "counter", """{"cmd":["sh","-c","i=0; while true; do i=$((i+1)); echo $i; sleep 0.2; done"]}""");
        await counter.WhenPrintedAsync("3\n");
        var started = await StartAsync();
        Assert.NotNull(started);
        await vm.InMachineAsync("echo before >/root/version");

        var kept = await vm.Cli.JsonAsync("snapshot", "save", "busy");
        Assert.True((bool)kept["memory"]!);
        Assert.Equal(started, await StartAsync());
        await vm.InMachineAsync("echo after >/root/version; sync");
        await vm.Cli.MustAsync("stop", "--time", "0", counter.Name);

        Assert.Equal(6, (await vm.Cli.RunAsync("snapshot", "restore", "busy")).ExitCode);
        await vm.Cli.MustAsync("snapshot", "restore", "--force", "busy");
        await vm.BootAsync();

        Assert.True((bool)vm.Up["resumed"]!);
        Assert.Equal("before\n", await vm.InMachineAsync("cat /root/version"));
        Assert.Equal(started, await StartAsync());
        var number = await LastNumberAsync();
        await counter.WhenPrintedAsync(string.Create(CultureInfo.InvariantCulture, $"{number + 1}\n"));
        await vm.Cli.MustAsync("snapshot", "rm", "busy");
        Assert.Equal("[]\n", await vm.Cli.MustAsync("snapshot", "ls", "--json"));

        async Task<long> LastNumberAsync() =>
            long.Parse(TestContainer.TextOf(await counter.GetAsync("logs")).TrimEnd().Split('\n')[^1], CultureInfo.InvariantCulture);

        async Task<string> StartAsync() => (string)(await counter.InspectAsync())["state"]!["startedAt"]!;
    }

    [Fact(Timeout = 240_000)]
    public async Task WhatTheMachineDeletes_IsTheHostsAgain()
    {
        const long Written = 200 << 20;
        var before = await TakenAsync();
        await vm.InMachineAsync($"dd if=/dev/urandom of=/root/large bs=1M count={Written >> 20} 2>/dev/null; sync");
        var grown = await TakenAsync();
        Assert.InRange(grown - before, Written, 2 * Written);

        await vm.InMachineAsync("rm /root/large; sync");
        while (await TakenAsync() - before > Written / 4)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        TestContext.Current.SendDiagnosticMessage("user.qcow2: {0}, {1}, {2} bytes", before, grown, await TakenAsync());

        // What the file takes of the disk, which for one with holes is less than its length.
        async Task<long> TakenAsync()
        {
            var taken = await HostCommand.RunAsync("stat", ["--format=%b", Path.Combine(vm.MachineDirectory, "user.qcow2")]);
            return long.Parse(taken.Output, CultureInfo.InvariantCulture) * 512;
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task ACopy_HasWhatWasWritten_IsAMachineOfItsOwn_AndItsDiskGrows()
    {
        await using var idle = await TestContainer.RunAsync(vm, "idle-in-both", """{"cmd":["sleep","100000"],"stopTimeoutSeconds":0}""");
        await vm.InMachineAsync("echo original >/root/copied");
        await vm.Cli.MustAsync("clone", "default", "copy");
        await vm.BootAsync();
        Assert.True((bool)vm.Up["alreadyRunning"]!);

        var copy = await vm.Cli.JsonAsync("up", "copy");
        Assert.True((bool)copy["resumed"]!);
        Assert.NotEqual(vm.Token, (await vm.Cli.MustAsync("token", "copy")).TrimEnd());
        Assert.Equal(401, (await ApiAnswer.CurlAsync((string)copy["url"]! + "/vm/exec", vm.Token, """{"cmd":"true"}""")).Status);
        Assert.Equal("copy\n", await InCopyAsync("hostname"));
        Assert.NotEqual(await vm.InMachineAsync("cat /etc/machine-id"), await InCopyAsync("cat /etc/machine-id"));
        var inCopy = JsonNode.Parse(await vm.Cli.MustAsync("ps", "--vm", "copy", "--json"))!.AsArray();
        Assert.Equal(idle.Name, (string)Assert.Single(inCopy)!["name"]!);
        Assert.Equal("original\n", await InCopyAsync("cat /root/copied; echo copy >/root/copied"));
        Assert.Equal("original\n", await vm.InMachineAsync("cat /root/copied"));

        var before = await SizeAsync();
        await vm.Cli.MustAsync("vm", "resize", "copy", "--disk", "12g");
        Assert.InRange(await SizeAsync() - before, 3_900_000, 4_200_000);
        Assert.Equal(18, (await vm.Cli.RunAsync("vm", "resize", "copy", "--disk", "8g")).ExitCode);
        await vm.Cli.MustAsync("vm", "rm", "--force", "copy");

        async Task<long> SizeAsync() => long.Parse((await InCopyAsync("df -k / | tail -n 1 | awk '{print $2}'")).TrimEnd(), CultureInfo.InvariantCulture);

        async Task<string> InCopyAsync(string command)
        {
            var token = (await vm.Cli.MustAsync("token", "copy")).TrimEnd();
            var answer = await ApiAnswer.CurlAsync((string)copy["url"]! + "/vm/exec", token, new JsonObject { ["cmd"] = command }.ToJsonString());
            Assert.True(answer.Status == 200 && (int)answer.Json["exitCode"]! == 0, answer.Body);
            return (string)answer.Json["stdout"]!;
        }
    }
}
