using System.Text;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.EndToEnd.Tests;

/// <summary>Containers as programs use them that want more than sandboxes.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkContainersTests(RunningVm vm) : IDisposable
{
    private const string Label = "sdk-containers";

    private readonly PockrClient _client = new(new Uri(vm.Url), vm.Token);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ContainersClient Containers => _client.Containers;

    [Fact(Timeout = 300_000)]
    public async Task One_IsMadeStartedChangedAndRemoved()
    {
        var id = await CreateAsync("sdk-life", "sleep", "1000");
        await Containers.StartAsync(id, Cancellation);
        await Containers.PauseAsync(id, Cancellation);
        Assert.Equal("paused", (await Containers.InspectAsync(id, Cancellation)).State.Status);
        await Containers.UnpauseAsync(id, Cancellation);
        await Containers.UpdateAsync(id, new UpdateContainerRequest(PidsLimit: 64), Cancellation);
        await Containers.RenameAsync(id, "sdk-renamed", Cancellation);
        Assert.True((await Containers.GetStatsAsync("sdk-renamed", Cancellation)).MemoryBytes > 0);
        Assert.Contains(await Containers.ListProcessesAsync(id, Cancellation), process => process.Command.Contains("sleep 1000", StringComparison.Ordinal));

        await Containers.RestartAsync(id, timeoutSeconds: 0, Cancellation);
        Assert.Contains(await Containers.ListAsync(cancellationToken: Cancellation), container => container.Id == id);
        var anew = (await Containers.RecreateAsync(id, Cancellation)).Id;
        var waiting = Containers.WaitAsync(anew, Cancellation);
        await Containers.StopAsync(anew, timeoutSeconds: 0, Cancellation);
        Assert.Equal(137, (await waiting).ExitCode);
        await Containers.RemoveAsync(anew, cancellationToken: Cancellation);
        Assert.Empty(await Containers.ListAsync(all: true, [("name", "sdk-renamed")], Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task WhatOnePrints_AndChanges_IsTold()
    {
        var id = await CreateAsync("sdk-prints", "sh", "-c", "echo out; echo oh >&2; echo new >/file; exit 3");
        await using (var output = await Containers.AttachAsync(id, Cancellation))
        {
            await Containers.StartAsync(id, Cancellation);
            var frames = new List<OutputFrame>();
            await foreach (var frame in output)
            {
                frames.Add(frame);
            }

            Assert.Equal(3, frames[^1].ExitCode);
            Assert.Contains(frames, frame => frame is { Stream: OutputFrame.Stderr, Text: "oh\n" });
        }

        Assert.Equal("out\n", (await Containers.ReadLogsAsync(id, cancellationToken: Cancellation).FirstAsync(frame => frame.Stream == OutputFrame.Stdout, Cancellation)).Text);
        Assert.Contains(await Containers.ListChangesAsync(id, Cancellation), change => change.Path == "/file");
        Assert.Equal([id], (await Containers.PruneAsync([Label], Cancellation)).Removed);
    }

    [Fact(Timeout = 300_000)]
    public async Task OneThatIsRunAtOnce_IsHeardFromItsFirstByte()
    {
        var request = Request("sdk-at-once", "sh", "-c", "echo out; exit 3");
        var run = await Containers.RunAsync(request, Cancellation);
        await using (var output = run.Output)
        {
            var frames = await output.ToListAsync(Cancellation);

            Assert.Equal([("out\n", null), (null, 3)], frames.Select(frame => (frame.Text, frame.ExitCode)));
        }

        Assert.Equal("sdk-at-once", (await Containers.InspectAsync(run.Id, Cancellation)).Name);
        await Assert.ThrowsAsync<ResourceConflictException>(() => Containers.RunAsync(request, Cancellation));
        await Containers.RemoveAsync(run.Id, cancellationToken: Cancellation);

        // What does not start is not left behind.
        await Assert.ThrowsAnyAsync<PockrException>(() => Containers.RunAsync(request with { Cmd = ["/nope"] }, Cancellation));
        Assert.Empty(await Containers.ListAsync(all: true, [("name", "sdk-at-once")], Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task CommandsInOne_AreRun_StartedAndTypedTo()
    {
        var id = await CreateAsync("sdk-commands", "sleep", "1000");
        await Containers.StartAsync(id, Cancellation);
        try
        {
            Assert.Equal("a\n", (await Containers.RunExecAsync(id, new ExecRunRequest(["echo", "a"]), Cancellation)).Stdout);
            Assert.Equal(4, (await Containers.ExecAsync(id, new ExecRequest(["sh", "-c", "exit 4"]), Cancellation).LastAsync(Cancellation)).ExitCode);
            await UseExecAsync((await Containers.StartExecAsync(id, new ExecRequest(["sh", "-c", "echo a; sleep 1000"]), Cancellation)).Id);
            await UseTerminalAsync(await Containers.OpenExecAsync(id, new ExecRequest(["cat"]), cancellationToken: Cancellation));
            await UseSessionAsync(id);
        }
        finally
        {
            await Containers.KillAsync(id, cancellationToken: Cancellation);
            await Containers.RemoveAsync(id, force: true, Cancellation);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task OnesOwnTerminal_IsTypedTo_AndLeft()
    {
        var request = new CreateContainerRequest("busybox", "sdk-terminal", ["sh"], Network: "none", OpenStdin: true, Tty: true);
        var id = (await Containers.CreateAsync(request, Cancellation)).Id;
        await using (var terminal = await Containers.OpenAttachedAsync(id, new TerminalResize(80, 24), Cancellation))
        {
            await Containers.StartAsync(id, Cancellation);
            await terminal.ResizeAsync(100, 30, Cancellation);
            await terminal.WriteAsync("echo $((6 * 7))\n"u8.ToArray(), Cancellation);
            await terminal.ReadAsync(Cancellation).Select(piece => Encoding.UTF8.GetString(piece.Bytes.Span)).FirstAsync(text => text.Contains("42", StringComparison.Ordinal), Cancellation);
            await terminal.LeaveAsync(Cancellation);
        }

        Assert.True((await Containers.InspectAsync(id, Cancellation)).State.Running);
        await Containers.RemoveAsync(id, force: true, Cancellation);
    }

    public void Dispose() => _client.Dispose();

    private async Task UseExecAsync(string id)
    {
        Assert.Contains(await _client.Execs.ListAsync(Cancellation), exec => exec.Id == id);
        Assert.Equal("a\n", Assert.Single((await _client.Execs.ReadOutputAsync(id, waitSeconds: 30, cancellationToken: Cancellation)).Frames).Text);
        Assert.True((await _client.Execs.GetAsync(id, Cancellation)).Running);
        await _client.Execs.SignalAsync(id, "KILL", Cancellation);
        Assert.Equal(137, (await _client.Execs.WaitAsync(id, cancellationToken: Cancellation)).ExitCode);
        await _client.Execs.RemoveAsync(id, Cancellation);
    }

    private static async Task UseTerminalAsync(TerminalConnection terminal)
    {
        await using (terminal)
        {
            await terminal.WriteAsync("back"u8.ToArray(), Cancellation);
            await terminal.EndInputAsync(Cancellation);
            var bytes = await terminal.ReadAsync(Cancellation).SelectMany(piece => piece.Bytes.ToArray().ToAsyncEnumerable()).ToArrayAsync(Cancellation);
            Assert.Equal(("back", 0), (Encoding.UTF8.GetString(bytes), terminal.ExitCode));
        }
    }

    private async Task UseSessionAsync(string container)
    {
        var session = await _client.Sessions.CreateAsync(container, cancellationToken: Cancellation);
        Assert.Equal(session.Id, Assert.Single(await _client.Sessions.ListAsync(container, Cancellation)).Id);
        Assert.Equal("/\n", (await _client.Sessions.RunAsync(session.Id, new SessionRunRequest("pwd"), Cancellation)).Stdout);
        await _client.Sessions.SendAsync(session.Id, "echo sent\n", Cancellation);
        Assert.Equal("sent\n", (await _client.Sessions.ReadOutputAsync(session.Id, waitSeconds: 30, cancellationToken: Cancellation)).Frames[0].Text);
        Assert.Equal(SessionInfo.Running, (await _client.Sessions.GetAsync(session.Id, Cancellation)).State);
        await _client.Sessions.RemoveAsync(session.Id, Cancellation);
    }

    private static CreateContainerRequest Request(string name, params string[] command) =>
        new("busybox", name, command, Network: "none", StopTimeoutSeconds: 0, Labels: new Dictionary<string, string> { [Label] = "" });

    private async Task<string> CreateAsync(string name, params string[] command) =>
        (await Containers.CreateAsync(Request(name, command), Cancellation)).Id;
}
