using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Commands that connect a terminal, or a pipe, with a command in a container.</summary>
public sealed class TerminalCommandsTests
{
    private const string Size = "columns=80&rows=24";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Exec_WithAPipe_PassesItOn_AndKeepsTheStreamsApart()
    {
        await using var launcher = await WithContainerAsync(openStdin: false, tty: false);
        launcher.Input = new MemoryStream("hello"u8.ToArray());
        var typed = Terminal(launcher, "GET /v1/containers/web/exec/tty", "\u0001out|\u0002err", 7);

        Assert.Equal(7, await launcher.RunAsync("exec", "-i", "-e", "A=b c", "-w", "/tmp", "-u", "1", "web", "cat", "-n"));

        Assert.Equal(("out", "err"), (launcher.Out, launcher.Error));
        Assert.Equal("""hello{"endInput":true}""", await typed);
        Assert.Contains("GET /v1/containers/web/exec/tty?cmd=cat&cmd=-n&env=A%3Db%20c&workDir=%2Ftmp&user=1&tty=false&streams=true", launcher.Agent.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_OnATerminal_PassesKeysAndExitCode()
    {
        await using var launcher = await WithContainerAsync(openStdin: false, tty: false);
        (launcher.IsInputTerminal, launcher.Input) = (true, new MemoryStream("\u0010\u0011ls\n"u8.ToArray()));
        var typed = Terminal(launcher, "GET /v1/containers/web/exec/tty", "out", 130, until: "ls\n");

        Assert.Equal(130, await launcher.RunAsync("exec", "-it", "web", "sh"));

        Assert.Equal(("out", "\u0010\u0011ls\n"), (launcher.Out, await typed));
        Assert.Contains($"GET /v1/containers/web/exec/tty?cmd=sh&{Size}", launcher.Agent.Requests);
    }

    [Fact]
    public async Task Exec_Detached_StartsAndLeaves()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers/web/exec/detached", """{"id":"e1"}""", StatusCodes.Status201Created);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("exec", "-d", "web", "sleep", "9"));

        Assert.Equal("""POST /v1/containers/web/exec/detached {"cmd":["sleep","9"]}""", launcher.Agent.Requests.Single());
    }

    [Fact]
    public async Task Exec_InAContainerThatDoesNotRun_SaysHowToStartIt()
    {
        await using var launcher = await WithContainerAsync(openStdin: false, tty: false, isRunning: false);

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("exec", "-i", "web", "cat"));

        Assert.Equal("error: The container 'web' does not run.\n  try: Start it with 'pockr start web'.\n", launcher.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_WithAPipe_AttachesFirst_AndEndsItsInputWithThePipe()
    {
        await using var launcher = await WithContainerAsync(openStdin: true, tty: false);
        launcher.Input = new MemoryStream("hello"u8.ToArray());
        var typed = Terminal(launcher, "GET /v1/containers/c1/attach/tty", "\u0001out", 3);

        Assert.Equal(3, await launcher.RunAsync("run", "-i", "busybox", "cat"));

        Assert.Equal(("out", """hello{"endInput":true}"""), (launcher.Out, await typed));
        Assert.Equal(
            ["POST /v1/containers", "GET /v1/containers/c1/attach/tty?streams=true", "POST /v1/containers/c1/start"],
            launcher.Agent.Requests.Select(request => request.Split(" {")[0]));
        Assert.Contains("\"stdinOnce\":true", launcher.Agent.Requests.First(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("run -it busybox sh", "c1", "ab\u0010\u0010", "ab\u0010", "ab\u0010\u0010\u0011")]
    [InlineData("attach web", "web", "\u0010x", "\u0010x", "\u0010x\u0010\u0011")]
    [InlineData("attach --detach-keys ctrl-x,q web", "web", "\u0010\u0011", "\u0010\u0011", "\u0010\u0011\u0018q")]
    public async Task DetachKeys_LeaveTheContainer(string line, string container, string before, string passed, string keys)
    {
        Assert.StartsWith(before, keys, StringComparison.Ordinal);
        await using var launcher = await WithContainerAsync(openStdin: true, tty: true);
        (launcher.IsInputTerminal, launcher.Input) = (true, new MemoryStream(Encoding.UTF8.GetBytes(keys)));
        var typed = Terminal(launcher, $"GET /v1/containers/{container}/attach/tty", "out", exitCode: null);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(line.Split(' ')));

        Assert.Equal(passed, await typed);
        Assert.DoesNotContain(launcher.Agent.Requests, request => request.Contains("/stop", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("attach --detach-keys ctrl-1 web", "'ctrl-1', which is no key")]
    [InlineData("attach --detach-keys a,,b web", "'', which is no key")]
    public async Task KeysThatAreNone_AreRefused(string line, string message)
    {
        await using var launcher = await WithContainerAsync(openStdin: true, tty: true);
        launcher.IsInputTerminal = true;

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(line.Split(' ')));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_Attached_ShowsWhatItPrints_AndEndsAsItDoes()
    {
        await using var launcher = await WithContainerAsync(openStdin: false, tty: false);
        launcher.Agent.OnLines("GET /v1/containers/web/attach", """{"stream":"stdout","text":"hi"}""", """{"exitCode":4}""")
            .OnNothing("POST /v1/containers/web/start");

        Assert.Equal(4, await launcher.RunAsync("start", "-a", "web"));

        Assert.Equal("hi", launcher.Out);
    }

    /// <summary>Answers with pieces of output, and an exit code once the input has ended or has had a text in it.</summary>
    /// <returns>What was typed, and told.</returns>
    private static Task<string> Terminal(Launcher launcher, string route, string pieces, int? exitCode, string until = "endInput")
    {
        var typed = new TaskCompletionSource<string>();
        launcher.Agent.On(route, async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            foreach (var piece in pieces.Split('|'))
            {
                await SendAsync(socket, piece, WebSocketMessageType.Binary);
            }

            typed.SetResult(await ReadAsync(socket, until));
            if (exitCode is { } code)
            {
                await SendAsync(socket, $$"""{"exitCode":{{code}}}""", WebSocketMessageType.Text);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        });
        return typed.Task;
    }

    private static async Task<string> ReadAsync(WebSocket socket, string until)
    {
        var (buffer, text) = (new byte[1024], new StringBuilder());
        while (!text.ToString().Contains(until, StringComparison.Ordinal))
        {
            var received = await socket.ReceiveAsync(buffer, Cancellation);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                break;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }

        return text.ToString();
    }

    private static Task SendAsync(WebSocket socket, string text, WebSocketMessageType type) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, Cancellation);

    private static async Task<Launcher> WithContainerAsync(bool openStdin, bool tty, bool isRunning = true)
    {
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers/web", $$"""
            {"id":"web","name":"web","image":"busybox","imageId":"sha256:1","command":["sleep"],"createdAt":"2026-01-01T00:00:00Z",
             "state":{"status":"running","running":{{(isRunning ? "true" : "false")}},"oomKilled":false},"restartCount":0,"env":[],"workDir":"","user":"",
             "hostname":"h","labels":{},"ports":[],"mounts":[],"networks":[],"limits":{},"restartPolicy":{"name":"no","maximumRetryCount":0},
             "autoRemove":false,"readOnlyRoot":false,"privileged":false,"openStdin":{{(openStdin ? "true" : "false")}},"tty":{{(tty ? "true" : "false")}}}
            """)
            .On("POST /v1/containers", """{"id":"c1","warnings":[]}""", StatusCodes.Status201Created)
            .OnNothing("POST /v1/containers/c1/start");
        return launcher;
    }
}
