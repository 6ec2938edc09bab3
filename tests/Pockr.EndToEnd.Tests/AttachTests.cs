using System.Net;
using System.Net.WebSockets;

namespace Pockr.EndToEnd.Tests;

/// <summary>Terminals of containers themselves.</summary>
[Collection(nameof(SharedVm))]
public sealed class AttachTests(RunningVm vm)
{
    private const string Shell = """{"cmd":["sh"],"tty":true,"openStdin":true}""";

    private readonly string _name = $"f-{Guid.NewGuid():n}";

    [Fact(Timeout = 120_000)]
    public async Task AContainerAttachedBeforeItsStart_HasTheSizeGiven_AndTellsItsEnd()
    {
        await using var container = await TestContainer.CreateAsync(vm, _name, Shell);
        using var socket = await OpenAsync("columns=123&rows=45");
        await container.StartAsync();
        await WaitForSizeAsync(socket, "45 123");

        await socket.ResizeAndExitAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Closing_LeavesTheContainerAsItIs_ForTheNextToAttach()
    {
        await using var container = await TestContainer.RunAsync(vm, _name, Shell);
        using (var first = await OpenAsync("columns=100&rows=30"))
        {
            await WaitForSizeAsync(first, "30 100");
            await first.TypeAsync("left=behind\n");
            await first.TypeAsync("echo $left\n");
            await first.ReadUntilAsync("behind\r\n");
            await first.CloseAsync();
        }

        using var second = await OpenAsync("columns=90&rows=30");
        await second.TypeAsync("echo still-$left\n");
        await second.ReadUntilAsync("still-behind");
        await WaitForSizeAsync(second, "30 90");
        Assert.True((bool)(await container.InspectAsync())["state"]!["running"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task WithoutATerminal_BothStreamsAreBytes_AndInputArrives()
    {
        await using var container = await TestContainer.CreateAsync(
            vm, _name, """{"cmd":["sh","-c","echo out; read line; echo got $line >&2; exit 3"],"openStdin":true}""");
        using var socket = await OpenAsync("");
        await container.StartAsync();
        Assert.Equal("out\n", await socket.ReadUntilAsync("out\n"));

        await socket.TellAsync("""{"resize":{"columns":70,"rows":20}}""");
        await socket.TypeAsync("input\n");

        Assert.StartsWith("got input\n", await socket.ReadUntilAsync("""{"exitCode":3}"""), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task AStartThatFails_IsTheLastMessage()
    {
        await using var container = await TestContainer.CreateAsync(vm, _name, """{"cmd":["/no/such/program"],"tty":true}""");
        using var socket = await OpenAsync("");
        Assert.Equal(400, (await container.PostAsync("start")).Status);

        await socket.ReadUntilAsync("\"error\":{");
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatCannotBe_IsRefusedBeforeTheUpgrade()
    {
        await using var container = await TestContainer.CreateAsync(vm, _name, Shell);

        Assert.Equal(HttpStatusCode.NotFound, await TerminalSocket.RefusalAsync(vm, "f-nobody/attach/tty"));
        Assert.Equal(HttpStatusCode.BadRequest, await TerminalSocket.RefusalAsync(vm, $"{_name}/attach/tty?rows=0"));
        Assert.Equal(400, (await container.GetAsync("attach/tty")).Status);
    }

    private Task<TerminalSocket> OpenAsync(string query) => TerminalSocket.OpenAsync(vm, $"{_name}/attach/tty?{query}");

    // It is given once the container runs, and the shell may be faster.
    private static async Task WaitForSizeAsync(TerminalSocket socket, string size)
    {
        await socket.TypeAsync($"until [ \"$(stty size)\" = '{size}' ]; do :; done; echo size-$((1+1))\n");
        await socket.ReadUntilAsync("size-2");
    }
}
