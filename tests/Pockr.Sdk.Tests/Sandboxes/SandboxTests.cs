using System.Text;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Sandboxes;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Sandboxes;

public sealed class SandboxTests : IAsyncLifetime
{
    private const string Exec = "POST /v1/containers/box/exec";

    private FakeAgent _agent = null!;
    private PockrClient _client = null!;
    private Sandbox _sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _agent = await FakeAgent.StartAsync();
        _client = new PockrClient(_agent.Url, "secret");
        var sandboxes = new SandboxesClient(_client);
        _agent.On("GET /v1/containers/box", SandboxAnswers.Details("box", isPersistent: false));
        _sandbox = await sandboxes.GetAsync("box", Cancellation);
    }

    [Fact]
    public async Task ARun_KeepsBytesOfBothStreams_AndTellsTheEnd()
    {
        _agent.OnLines(
            Exec,
            """{"stream":"stdout","text":"è\n"}""",
            """{"stream":"stderr","text":"oh"}""",
            """{"stream":"stdout","base64":"/wA="}""",
            """{"exitCode":3}""");

        var result = await _sandbox.RunAsync("print('è')", Language.Python, Cancellation);

        Assert.Equal(["\u00e8\n\ufffd\0", "oh"], [result.Stdout, result.Stderr]);
        Assert.Equal([0xC3, 0xA8, 0x0A, 0xFF, 0x00], result.StdoutBytes.ToArray());
        Assert.Equal((3, false, false, false), (result.ExitCode, result.Ok, result.TimedOut, result.Truncated));
        Assert.EndsWith("""{"cmd":["python3","-c","print(\u0027\u00E8\u0027)"],"timeoutSeconds":7}""", _agent.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsMoreThanWanted_IsLetGo_AndTheEndIsToldAllTheSame()
    {
        _agent.OnLines(Exec, """{"stream":"stdout","text":"12345"}""", """{"stream":"stderr","text":"6"}""", """{"exitCode":0}""");

        var result = await _sandbox.RunAsync(new SandboxRun(["x"], MaxOutputBytes: 4), Cancellation);

        Assert.Equal(("1234", "", true, true), (result.Stdout, result.Stderr, result.Truncated, result.Ok));
    }

    [Fact]
    public async Task OneWhoseTimeWasOver_IsNotOk()
    {
        _agent.OnLines(Exec, """{"exitCode":0,"timedOut":true}""");

        var result = await _sandbox.RunAsync("sleep 100", cancellationToken: Cancellation);

        Assert.Equal((true, false), (result.TimedOut, result.Ok));
    }

    [Fact]
    public async Task TheEndOfAStream_IsKnownWhenItHasBeenRead()
    {
        _agent.OnLines(Exec, """{"stream":"stdout","text":"a"}""", """{"stream":"stderr","text":"b"}""", """{"exitCode":4}""");
        var stream = _sandbox.StreamAsync(new SandboxRun(["x"]));
        Assert.Throws<InvalidOperationException>(() => stream.End);

        var chunks = await stream.Select(chunk => (chunk.IsError, chunk.Text)).ToListAsync(Cancellation);

        Assert.Equal([(false, "a"), (true, "b")], chunks);
        Assert.Equal(4, stream.End.ExitCode);
    }

    [Fact]
    public void APieceOfOutput_IsBytesOfAStream()
    {
        var chunk = OutputChunk.From(new OutputFrame(OutputFrame.Stderr, Base64: "/wA="));

        Assert.Equal((true, "\ufffd\0"), (chunk.IsError, chunk.Text));
    }

    [Fact]
    public async Task AStreamThatBreaksOff_IsNoEnd()
    {
        _agent.OnLines(Exec, """{"stream":"stdout","text":"a"}""");

        await Assert.ThrowsAsync<StreamCutException>(() => _sandbox.RunAsync("x", cancellationToken: Cancellation));
    }

    [Fact]
    public async Task AProcess_IsFollowedSignalledAndWaitedFor()
    {
        const string Info = """{"id":"e1","container":"box","cmd":["x"],"startedAt":"2026-01-01T00:00:00Z","bufferedBytes":0,"droppedBytes":0,"timedOut":false""";
        var waits = 0;
        _agent.On("POST /v1/containers/box/exec/detached", """{"id":"e1"}""")
            .On("GET /v1/execs/e1/output", context => Answer(context, context.Request.Query["cursor"] == "5"
                ? """{"frames":[{"stream":"stderr","text":"two"}],"cursor":8,"droppedBytes":0,"ended":true}"""
                : """{"frames":[{"stream":"stdout","text":"one"}],"cursor":5,"droppedBytes":0,"ended":false}"""))
            .OnNothing("POST /v1/execs/e1/signal")
            .On("POST /v1/execs/e1/wait", context => Answer(context, $$"""{{Info}},"running":{{(waits++ == 0 ? "true" : "false")}},"exitCode":143}"""));

        var process = await _sandbox.StartAsync(new SandboxRun(["x"]), Cancellation);
        Assert.Equal(["one", "two"], await process.FollowAsync(Cancellation).Select(chunk => chunk.Text).ToListAsync(Cancellation));
        Assert.Equal("one", Assert.Single(await process.ReadAsync(cancellationToken: Cancellation)).Text);
        Assert.Equal("one", Assert.Single(await process.PeekAsync(Cancellation)).Text);
        await process.SignalAsync("TERM", Cancellation);

        Assert.Equal(143, (await process.WaitAsync(Cancellation)).ExitCode);
        Assert.Equal(2, waits);
        Assert.Contains("""POST /v1/containers/box/exec/detached {"cmd":["x"]}""", _agent.Requests);
        Assert.Contains("""POST /v1/execs/e1/signal {"signal":"TERM"}""", _agent.Requests);
        Assert.Contains("GET /v1/execs/e1/output?peek=true&waitSeconds=0", _agent.Requests);
    }

    [Fact]
    public async Task ASession_HasTheSandboxsTime_AndIsGoneAfterUse()
    {
        _agent.On("POST /v1/containers/box/sessions", """{"id":"s1","container":"box","containerId":"c1","shell":["sh"],"startedAt":"2026-01-01T00:00:00Z","state":"running","bufferedBytes":0,"droppedBytes":0}""")
            .On("POST /v1/sessions/s1/run", """{"stdout":"/tmp","stderr":"","timedOut":false,"truncated":false,"durationSeconds":0.1,"ended":false,"exitCode":0}""")
            .OnNothing("DELETE /v1/sessions/s1");

        await using (var session = await _sandbox.OpenSessionAsync(cancellationToken: Cancellation))
        {
            Assert.Equal("/tmp", (await session.RunAsync("pwd", cancellationToken: Cancellation)).Stdout);
        }

        Assert.Contains("""POST /v1/sessions/s1/run {"command":"pwd","timeoutSeconds":7,"maxOutputBytes":1048576}""", _agent.Requests);
        Assert.Equal("DELETE /v1/sessions/s1", _agent.Requests.Last());
    }

    [Fact]
    public async Task AFile_IsWrittenAsTheUser_InTheDirectoryCommandsStartIn()
    {
        var commands = new List<string>();
        _agent.On(Exec, context =>
        {
            commands.Add((string)context.Items[FakeAgent.BodyItem]!);
            return Answer(context, """{"stream":"stdout","text":"1000\n100\n"}""" + "\n" + """{"exitCode":0}""" + "\n");
        }).OnNothing("PUT /v1/containers/box/files").On("GET /v1/containers/box/files", "content");

        await _sandbox.Files.WriteTextAsync("a b/c", "text", cancellationToken: Cancellation);

        Assert.Contains("""["mkdir","-p","--","/home/sandbox/a b"]""", commands[0], StringComparison.Ordinal);
        Assert.Equal("PUT /v1/containers/box/files?path=%2Fhome%2Fsandbox%2Fa%20b%2Fc&mode=0644&uid=1000&gid=100 text", _agent.Requests.Last());
        Assert.Equal("content", await _sandbox.Files.ReadTextAsync("/x", Cancellation));
        Assert.Equal("GET /v1/containers/box/files?path=%2Fx", _agent.Requests.Last());
    }

    [Fact]
    public async Task ADirectoryThatCannotBeMade_IsSaid()
    {
        _agent.OnLines(Exec, """{"stream":"stderr","text":"mkdir: Permission denied\n"}""", """{"exitCode":1}""");

        var failure = await Assert.ThrowsAsync<PockrException>(() => _sandbox.Files.WriteTextAsync("/proc/x/y", "", cancellationToken: Cancellation));

        Assert.Equal((SandboxProblems.DirectoryNotMade, "The directory /proc/x could not be made: mkdir: Permission denied"), (failure.Code, failure.Message));
    }

    [Theory]
    [InlineData(false, "DELETE /v1/containers/box?force=true")]
    [InlineData(true, "POST /v1/containers/box/stop?timeoutSeconds=10")]
    public async Task Closed_ItIsRemoved_OrKept(bool isPersistent, string request)
    {
        _agent.On("GET /v1/containers/box", SandboxAnswers.Details("box", isPersistent))
            .OnNothing("DELETE /v1/containers/box").OnNothing("POST /v1/containers/box/stop");

        await _sandbox.DisposeAsync();

        Assert.Equal(request, _agent.Requests.Last());
    }

    [Fact]
    public async Task ToClose_WhatIsGone_OrWhoseMachineIsDown_IsFine()
    {
        _agent.OnProblem("GET /v1/containers/box", 404, ProblemCodes.ContainerNotFound);
        await _sandbox.DisposeAsync();

        await _agent.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _agent.DisposeAsync();
    }

    private static async Task Answer(Microsoft.AspNetCore.Http.HttpContext context, string text)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
    }
}
