using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Testing;

namespace Pockr.Sdk.Tests;

public sealed class PockrClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetHealth_ReadsTheAnswerAndSendsTheToken()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /health", """{"status":"degraded","runtime":"docker","version":"unknown","waitingFor":"dockerd"}""");
        using var client = new PockrClient(agent.Url, "secret");

        var health = await client.GetHealthAsync(Cancellation);

        Assert.Equal(new Health("degraded", "docker", "unknown", "dockerd"), health);
        Assert.Equal(["Bearer secret"], agent.Authorizations);
    }

    [Theory]
    [InlineData("secret\n")]
    [InlineData("secret\r\nX-More: 1")]
    [InlineData("geheimnisträger")]
    public void ATokenThatCannotBeOne_IsRefused_AndNotTold(string token)
    {
        var failure = Assert.Throws<ArgumentException>(() => new PockrClient(new Uri("http://127.0.0.1:1"), token));

        Assert.Contains("pockr token", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web", "web")]
    [InlineData("a.b_c-D~9", "a.b_c-D~9")]
    [InlineData("a/b?c", "a%2Fb%3Fc")]
    [InlineData("ü %", "%C3%BC%20%25")]
    public void ANameInAPath_IsEscapedWhereItHasTo(string name, string segment) => Assert.Equal(segment, PathSegment.Of(name));

    [Fact]
    public async Task GetInfo_TellsWhatTheMachineIs()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /v1/system/info", """
            {"agentVersion":"1","agentUptimeSeconds":1,"uptimeSeconds":1,"hostName":"h","operatingSystem":"o","kernelVersion":"k","architecture":"a",
             "cpuCount":2,"memoryBytes":1073741824,"engineVersion":"1","engineApiVersion":"1","storageDriver":"o","cgroupVersion":"2",
             "containers":{"total":3,"running":1,"paused":1,"stopped":1},"images":4,"warnings":["w"]}
            """);
        using var client = new PockrClient(agent.Url, "secret");

        var info = await client.GetInfoAsync(Cancellation);

        Assert.Equal((2, 1L << 30, new ContainerCounts(3, 1, 1, 1)), (info.CpuCount, info.MemoryBytes, info.Containers));
    }

    [Fact]
    public async Task MakeSignInCode_HandsBackTheCode_AndWhenItEnds()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("POST /v1/sign-in/codes", """{"code":"a-code","expiresAt":"2026-01-01T00:01:00Z"}""", 201);
        using var client = new PockrClient(agent.Url, "secret");

        var code = await client.MakeSignInCodeAsync(Cancellation);

        Assert.Equal(new SignInCode("a-code", new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero)), code);
    }

    [Fact]
    public async Task ExecInMachine_PostsTheCommandLine()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("POST /vm/exec", """{"stdout":"out","stderr":"","exitCode":3}""");
        using var client = new PockrClient(agent.Url, "secret");

        var result = await client.ExecInMachineAsync("uname", Cancellation);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["""POST /vm/exec {"cmd":"uname"}"""], agent.Requests);
    }

    [Theory]
    [InlineData(401, ProblemCodes.TokenInvalid, typeof(TokenRejectedException))]
    [InlineData(404, ProblemCodes.ContainerNotFound, typeof(ResourceNotFoundException))]
    [InlineData(409, ProblemCodes.NameInUse, typeof(ResourceConflictException))]
    [InlineData(507, ProblemCodes.DiskFull, typeof(PockrException))]
    public async Task Request_ThatIsRefused_ThrowsWhatTheProblemSays(int status, string code, Type type)
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.OnProblem("POST /v1/containers/web/start", status, code, "No container 'web'.");
        using var client = new PockrClient(agent.Url, "secret");

        var exception = await Assert.ThrowsAnyAsync<PockrException>(() => client.Containers.StartAsync("web", Cancellation));

        Assert.Equal(type, exception.GetType());
        Assert.Equal(("No container 'web'.", code, "Do this.", (HttpStatusCode)status), (exception.Message, exception.Code, exception.Remedy, exception.Status!.Value));
    }

    [Fact]
    public async Task Request_RefusedWithoutAProblem_NamesTheStatus()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /health", "<html>", 502);
        using var client = new PockrClient(agent.Url, "secret");

        var exception = await Assert.ThrowsAsync<PockrException>(() => client.GetHealthAsync(Cancellation));

        Assert.Contains("502", exception.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadGateway, exception.Status);
    }

    [Fact]
    public async Task Request_ToAPortNobodyListensOn_ThrowsAgentUnreachable()
    {
        var agent = await FakeAgent.StartAsync();
        var url = agent.Url;
        await agent.DisposeAsync();
        using var client = new PockrClient(url, "secret");

        var exception = await Assert.ThrowsAsync<AgentUnreachableException>(() => client.GetHealthAsync(Cancellation));

        Assert.Equal(url, exception.Agent);
        Assert.Null(exception.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AfterItsDisposal_NothingIsSent_WhetherSomethingWasBefore(bool isUsed)
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"1"}""");
        var client = new PockrClient(agent.Url, "secret");
        if (isUsed)
        {
            await client.GetHealthAsync(Cancellation);
        }

        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetHealthAsync(Cancellation));
        Assert.Equal(isUsed ? 1 : 0, agent.Requests.Count);
    }

    [Fact]
    public void AnAgentThatCannotBeReached_IsNamed_WithTheReason()
    {
        var failure = new AgentUnreachableException(new Uri("http://127.0.0.1:7080"), "nobody listens.");

        Assert.Equal("The agent at http://127.0.0.1:7080/ cannot be reached: nobody listens.", failure.Message);
        Assert.Equal(AgentUnreachableException.UnreachableCode, failure.Code);
    }

    [Fact]
    public async Task Request_WhoseConnectionIsReset_ThrowsAgentUnreachable()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /v1/containers", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var client = new PockrClient(agent.Url, "secret");

        await Assert.ThrowsAsync<AgentUnreachableException>(() => client.Containers.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task List_AsksForAllOnlyWhenTold()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /v1/containers", "[]");
        using var client = new PockrClient(agent.Url, "secret");

        Assert.Empty(await client.Containers.ListAsync(cancellationToken: Cancellation));
        Assert.Empty(await client.Containers.ListAsync(all: true, Cancellation));

        Assert.Equal(["GET /v1/containers", "GET /v1/containers?all=true"], agent.Requests);
    }

    [Fact]
    public async Task Attach_ReturnsBeforeTheFirstFrameAndEndsWithTheExitCode()
    {
        await using var agent = await FakeAgent.StartAsync();
        var started = new TaskCompletionSource();
        agent.On("GET /v1/containers/a/attach", async context =>
        {
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await started.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("""{"stream":"stdout","text":"hé"}""" + "\n" + """{"exitCode":42}""" + "\n");
        });
        using var client = new PockrClient(agent.Url, "secret");

        await using var output = await client.Containers.AttachAsync("a", Cancellation);
        started.SetResult();
        var frames = await ToListAsync(output);

        Assert.Equal([new OutputFrame("stdout", "hé"), new OutputFrame(ExitCode: 42)], frames);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exec_WhoseStreamIsCut_Throws(bool reset)
    {
        // A reset throws away what the client has not read yet, the answer's headers too, so it waits for the first frame.
        var firstFrame = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var agent = await FakeAgent.StartAsync();
        agent.On("POST /v1/containers/a/exec", async context =>
        {
            await context.Response.WriteAsync("""{"stream":"stdout","text":"half"}""" + "\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (reset)
            {
                await firstFrame.Task;
                context.Abort();
            }
        });
        using var client = new PockrClient(agent.Url, "secret");
        List<OutputFrame> frames = [];

        await Assert.ThrowsAsync<StreamCutException>(async () =>
        {
            await foreach (var frame in client.Containers.ExecAsync("a", new ExecRequest(["ls"]), Cancellation))
            {
                frames.Add(frame);
                firstFrame.TrySetResult();
            }
        });

        Assert.All(frames, frame => Assert.Equal("half", frame.Text));
    }

    [Fact]
    public async Task Exec_WithAnErrorInTheStream_ThrowsIt()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.OnLines(
            "POST /v1/containers/a/exec",
            """{"error":{"status":503,"title":"T","detail":"dockerd is gone.","code":"engine_unavailable","remedy":"Wait."}}""");
        using var client = new PockrClient(agent.Url, "secret");

        var exception = await Assert.ThrowsAsync<PockrException>(
            () => ToListAsync(client.Containers.ExecAsync("a", new ExecRequest(["ls"]), Cancellation)));

        Assert.Equal((ProblemCodes.EngineUnavailable, "dockerd is gone."), (exception.Code, exception.Message));
    }

    [Fact]
    public async Task ReadLogs_EndsWithoutAnExitCode()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.OnLines("GET /v1/containers/a b/logs", """{"stream":"stderr","base64":"/w=="}""");
        using var client = new PockrClient(agent.Url, "secret");

        var frames = await ToListAsync(client.Containers.ReadLogsAsync("a b", follow: true, tail: 5, cancellationToken: Cancellation));

        Assert.Equal([new OutputFrame("stderr", Base64: "/w==")], frames);
        Assert.Equal(["GET /v1/containers/a b/logs?follow=true&tail=5"], agent.Requests);
    }

    [Fact]
    public async Task Pull_ThrowsTheErrorOfItsLastLine()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.OnLines(
            "POST /v1/images/pull",
            """{"status":"Pulling"}""",
            """{"error":{"status":404,"title":"T","detail":"No image 'x'.","code":"image_not_found","remedy":"R"}}""");
        using var client = new PockrClient(agent.Url, "secret");
        List<string?> seen = [];

        var exception = await Assert.ThrowsAsync<ResourceNotFoundException>(async () =>
        {
            await foreach (var progress in client.Images.PullAsync("x", Cancellation))
            {
                seen.Add(progress.Status);
            }
        });

        Assert.Equal(["Pulling"], seen);
        Assert.Equal(ProblemCodes.ImageNotFound, exception.Code);
    }

    [Fact]
    public async Task Import_SendsTheTarAsItIs()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("POST /v1/images/import", """{"id":"sha256:1","image":"mini:1"}""", StatusCodes.Status201Created);
        using var client = new PockrClient(agent.Url, "secret");
        using var tar = new MemoryStream(Encoding.ASCII.GetBytes("tar"));

        var imported = await client.Images.ImportAsync("mini:1", tar, Cancellation);

        Assert.Equal("mini:1", imported.Image);
        Assert.Equal(["POST /v1/images/import?image=mini%3A1 tar"], agent.Requests);
    }

    [Fact]
    public async Task Request_ThatIsCancelled_ThrowsThat()
    {
        await using var agent = await FakeAgent.StartAsync();
        using var cancelled = new CancellationTokenSource();
        agent.On("GET /health", async context =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = new PockrClient(agent.Url, "secret");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetHealthAsync(cancelled.Token));
    }

    private static async Task<List<OutputFrame>> ToListAsync(IAsyncEnumerable<OutputFrame> frames)
    {
        List<OutputFrame> list = [];
        await foreach (var frame in frames)
        {
            list.Add(frame);
        }

        return list;
    }

    [Fact]
    public async Task ASession_IsMadeUsedAndEnded()
    {
        const string Session = """{"id":"5e","container":"web","containerId":"c1","shell":["sh"],"startedAt":"2026-01-31T12:00:00Z","state":"running","bufferedBytes":0,"droppedBytes":0}""";
        await using var agent = await FakeAgent.StartAsync();
        agent.On("POST /v1/containers/web/sessions", Session, 201);
        agent.On("POST /v1/sessions/5e/run", """{"stdout":"out","stderr":"","timedOut":false,"truncated":false,"durationSeconds":0.5,"ended":false,"exitCode":3}""");
        agent.OnNothing("POST /v1/sessions/5e/send");
        agent.On("GET /v1/sessions/5e/output", """{"frames":[{"stream":"stdout","text":"x"}],"cursor":1,"droppedBytes":0,"ended":false}""");
        agent.OnNothing("DELETE /v1/sessions/5e");
        using var client = new PockrClient(agent.Url, "secret");

        var session = await client.Sessions.CreateAsync("web", cancellationToken: Cancellation);
        var result = await client.Sessions.RunAsync(session.Id, new SessionRunRequest("false", TimeoutSeconds: 5), Cancellation);
        await client.Sessions.SendAsync(session.Id, "echo x\n", Cancellation);
        var output = await client.Sessions.ReadOutputAsync(session.Id, cursor: 0, waitSeconds: 1, Cancellation);
        await client.Sessions.RemoveAsync(session.Id, Cancellation);

        Assert.Equal((SessionInfo.Running, 3, "x"), (session.State, result.ExitCode, output.Frames[0].Text));
        Assert.Equal(
            [
                "POST /v1/containers/web/sessions {}",
                """POST /v1/sessions/5e/run {"command":"false","timeoutSeconds":5,"maxOutputBytes":1048576}""",
                """POST /v1/sessions/5e/send {"text":"echo x\n"}""",
                "GET /v1/sessions/5e/output?waitSeconds=1&cursor=0",
                "DELETE /v1/sessions/5e",
            ],
            agent.Requests);
    }
}
