using System.Net;
using System.Text;
using Pockr.EngineClient.Models;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.EngineClient.Tests;

public sealed class DockerEngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ping_WithoutASocket_SaysSo()
    {
        using var engine = new DockerEngine("/nowhere/docker.sock");

        var failure = await Assert.ThrowsAsync<EngineUnavailableException>(() => engine.System.PingAsync(Cancellation));

        Assert.Contains("/nowhere/docker.sock", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnError_CarriesStatusAndTheDaemonsText()
    {
        await using var script = new ScriptedEngine(_ => Answer(404, """{"message":"No such container: web"}"""));
        using var engine = new DockerEngine(script.SocketPath);

        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.Containers.InspectAsync("web", Cancellation));

        Assert.Equal((HttpStatusCode.NotFound, "No such container: web"), (failure.StatusCode, failure.Message));
    }

    [Fact]
    public async Task AnAnswerThatBreaksOff_IsUnavailable()
    {
        await using var script = new ScriptedEngine(_ => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Version\":");
        using var engine = new DockerEngine(script.SocketPath);

        await Assert.ThrowsAsync<EngineUnavailableException>(() => engine.System.GetVersionAsync(Cancellation));
    }

    [Fact]
    public async Task StartAndStop_TakeNotModifiedAsDone()
    {
        await using var script = new ScriptedEngine(_ => "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
        using var engine = new DockerEngine(script.SocketPath);

        await engine.Containers.StartAsync("web", Cancellation);
        await engine.Containers.StopAsync("web", 10, Cancellation);

        Assert.Equal(["POST /containers/web/start", "POST /containers/web/stop?t=10"], script.Requests);
    }

    [Fact]
    public async Task Create_SendsWhatTheEngineExpects()
    {
        await using var script = new ScriptedEngine(_ => Answer(201, """{"Id":"abc","Warnings":[]}"""));
        using var engine = new DockerEngine(script.SocketPath);
        var spec = new ContainerSpec
        {
            Image = "busybox",
            ExposedPorts = new Dictionary<string, NoOptions> { ["80/tcp"] = new() },
            HostConfig = new HostSpec
            {
                NetworkMode = "bridge",
                PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>> { ["80/tcp"] = [new("8080")] },
            },
        };

        var created = await engine.Containers.CreateAsync("web", spec, Cancellation);

        Assert.Equal("abc", created.Id);
        Assert.Equal(
            """{"Image":"busybox","Tty":false,"OpenStdin":false,"ExposedPorts":{"80/tcp":{}},"HostConfig":{"NetworkMode":"bridge","AutoRemove":false,"PortBindings":{"80/tcp":[{"HostPort":"8080"}]},"ReadonlyRootfs":false,"Privileged":false}}""",
            Assert.Single(script.Bodies));
    }

    [Fact]
    public async Task Pull_YieldsProgressAndThrowsTheErrorInTheStream()
    {
        await using var script = new ScriptedEngine(_ => Chunked(
            "{\"status\":\"Pulling from library/x\",\"id\":\"latest\"}\r\n{\"status\":\"Downloading\",\"progressDetail\":{\"current\":",
            "5,\"total\":10},\"id\":\"a1\"}\r\n",
            "{\"errorDetail\":{\"message\":\"unexpected EOF\"},\"error\":\"unexpected EOF\"}\r\n"));
        using var engine = new DockerEngine(script.SocketPath);
        await using var pull = await engine.Images.PullAsync("x", "latest", Cancellation);
        var seen = new List<ProgressMessage>();

        var failure = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            await foreach (var message in pull.ReadAsync(Cancellation))
            {
                seen.Add(message);
            }
        });

        Assert.Equal("unexpected EOF", failure.Message);
        Assert.Equal(
            [new ProgressMessage("Pulling from library/x", "latest"), new ProgressMessage("Downloading", "a1", new ProgressDetail(5, 10))],
            seen);
    }

    [Fact]
    public async Task Attach_WithoutUpgrade_ReadsFramesToTheEndOfTheConnection()
    {
        await using var script = new ScriptedEngine((_, connection) =>
            connection.WriteAsync(RawStream(Frame(1, "hello\n"), Frame(2, "oh\n"))).AsTask());
        using var engine = new DockerEngine(script.SocketPath);

        await using var output = await engine.Containers.AttachAsync("web", tty: false, Cancellation);
        var text = "";
        await foreach (var chunk in output.ReadAsync(Cancellation))
        {
            text += $"{chunk.Source}:{Encoding.UTF8.GetString(chunk.Bytes.Span)}";
        }

        Assert.Equal("Stdout:hello\nStderr:oh\n", text);
        Assert.Equal(["POST /containers/web/attach?stream=1&stdout=1&stderr=1"], script.Requests);
    }

    [Fact]
    public async Task OpenStreams_DoNotHoldUpOtherCalls()
    {
        var release = new TaskCompletionSource();
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            if (request == "GET /_ping")
            {
                await connection.WriteAsync(Encoding.UTF8.GetBytes(Answer(200, "OK", "text/plain")), Cancellation);
                return;
            }

            await connection.WriteAsync(RawStream(), Cancellation);
            await release.Task;
        });
        using var engine = new DockerEngine(script.SocketPath);
        var open = new List<ContainerOutput>();
        for (var i = 0; i < 50; i++)
        {
            open.Add(await engine.Containers.AttachAsync($"c{i}", tty: false, Cancellation));
        }

        await engine.System.PingAsync(Cancellation);

        Assert.Equal(51, script.Requests.Count);
        release.SetResult();
        foreach (var output in open)
        {
            await output.DisposeAsync();
        }
    }

    [Fact]
    public async Task Import_RefusedInTheMiddleOfTheUpload_TellsTheReason()
    {
        await using var script = new ScriptedEngine(async (_, connection) =>
        {
            await connection.ReadExactlyAsync(new byte[100_000], Cancellation);
            await connection.WriteAsync(Encoding.UTF8.GetBytes(Answer(500, """{"message":"write /x: no space left on device"}""")), Cancellation);
        });
        using var engine = new DockerEngine(script.SocketPath);

        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.Images.ImportAsync(
            new MemoryStream(new byte[20_000_000]), "x", "latest", Cancellation));

        Assert.Equal("write /x: no space left on device", failure.Message);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task AnId_ThatWouldChangeThePath_IsRefused(string id)
    {
        using var engine = new DockerEngine("/nowhere/docker.sock");

        await Assert.ThrowsAsync<ArgumentException>(() => engine.Containers.InspectAsync(id, Cancellation));
    }

    [Fact]
    public async Task AnId_IsEscaped()
    {
        await using var script = new ScriptedEngine(_ => Answer(404, """{"message":"no"}"""));
        using var engine = new DockerEngine(script.SocketPath);

        await Assert.ThrowsAsync<EngineException>(() => engine.Containers.InspectAsync("a/../b?x#y", Cancellation));

        Assert.Equal(["GET /containers/a%2F..%2Fb%3Fx%23y/json"], script.Requests);
    }
}
