using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>They suspend the machine, and let it go on.</summary>
[Collection(nameof(RestartedVm))]
public sealed class SuspendTests(RunningVm vm)
{
    private const int NotRunning = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task WhatRan_GoesOn_WithTheSamePort_AndTheRightTime()
    {
        var url = vm.Url;
        await using var counter = await TestContainer.RunAsync(
            vm, "counter", """{"cmd":["sh","-c","i=0; while true; do i=$((i+1)); echo $i; sleep 0.2; done"]}""");
        await counter.WhenPrintedAsync("3\n");
        var before = await LastNumberAsync();
        var started = await StartAsync();

        Assert.Equal("Pockr is suspended; 'pockr up' lets it go on.\n", await vm.Cli.MustAsync("down"));
        var status = await vm.Cli.RunAsync("status", "--json");
        Assert.Equal((NotRunning, "suspended"), (status.ExitCode, (string)JsonNode.Parse(status.Output)!["state"]!));
        await vm.BootAsync();

        Assert.True((bool)vm.Up["resumed"]!);
        Assert.Equal(url, vm.Url);
        var earliest = DateTimeOffset.UtcNow.AddSeconds(-2);
        var time = await vm.Cli.MustAsync("exec", counter.Name, "date", "+%s");
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture)), earliest, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal(started, await StartAsync());
        Assert.NotNull(started);
        Assert.True(await LastNumberAsync() > before);
        Assert.Contains("crng reseeded due to virtual machine fork", await vm.InMachineAsync("dmesg"), StringComparison.Ordinal);

        async Task<long> LastNumberAsync() =>
            long.Parse(TestContainer.TextOf(await counter.GetAsync("logs")).TrimEnd().Split('\n')[^1], CultureInfo.InvariantCulture);

        async Task<string> StartAsync() => (string)(await counter.InspectAsync())["state"]!["startedAt"]!;
    }

    [Fact(Timeout = 240_000)]
    public async Task WhatWasWrittenAfterwards_IsNotUndone_WhenQemuIsKilled()
    {
        await vm.InMachineAsync("echo before >/root/version; sync");
        await vm.Cli.MustAsync("down");
        await vm.BootAsync();
        await vm.InMachineAsync("echo after >/root/version; sync");

        await KillAsync((int)(await vm.Cli.JsonAsync("status"))["processId"]!);
        await vm.BootAsync();

        Assert.False((bool)vm.Up["resumed"]!);
        Assert.Equal("after\n", await vm.InMachineAsync("cat /root/version"));
    }

    [Fact(Timeout = 240_000)]
    public async Task DamagedMemory_IsSetAside_AndTheMachineBoots()
    {
        await vm.InMachineAsync("echo kept >/root/kept");
        await vm.Cli.MustAsync("down");
        var memory = Path.Combine(vm.MachineDirectory, "suspended.memory");
        await using (var file = new FileStream(memory, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        var up = await vm.Cli.RunAsync("up");

        Assert.True(up.ExitCode == 0, up.ToString());
        Assert.Contains("suspended.memory has", up.Error, StringComparison.Ordinal);
        Assert.Contains("It is set aside, and the machine boots.", up.Error, StringComparison.Ordinal);
        await vm.BootAsync();
        Assert.Equal("kept\n", await vm.InMachineAsync("cat /root/kept"));
    }

    [Fact(Timeout = 240_000)]
    public async Task TenAtTheSameTime_MakeOneMachine()
    {
        await vm.Cli.MustAsync("down");

        var ups = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => vm.Cli.JsonAsync("up")));

        Assert.Single(ups, up => !(bool)up["alreadyRunning"]!);
        Assert.Single(ups, up => (bool)up["resumed"]!);
        await vm.BootAsync();
        Assert.All(ups, up => Assert.Equal(vm.Url, (string)up["url"]!));
    }

    [Fact(Timeout = 240_000)]
    public async Task AConnectionToTheOutside_FailsCleanly()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await vm.InMachineAsync($"rm -f /tmp/ended; (yes | nc 10.0.2.2 {port}; echo ended >/tmp/ended) >/dev/null 2>&1 &");
        using (var connection = await listener.AcceptTcpClientAsync(Cancellation))
        {
            Assert.Equal('y', connection.GetStream().ReadByte());
            await vm.Cli.MustAsync("down");
        }

        await vm.BootAsync();

        Assert.True((bool)vm.Up["resumed"]!);
        Assert.Equal("ended\n", await vm.InMachineAsync("until [ -s /tmp/ended ]; do sleep 0.1; done; cat /tmp/ended"));
    }

    private static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
    }
}
