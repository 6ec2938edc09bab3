using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Images;

public sealed class ImagesApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_PassesTheBodyOnAsItComes()
    {
        var firstPart = new TaskCompletionSource();
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            if (!request.StartsWith("POST /images/create?fromSrc=-&repo=my%2Fapp&tag=1", StringComparison.Ordinal))
            {
                await connection.WriteAsync(Encoding.UTF8.GetBytes(EngineScripts.Ready(request)), Cancellation);
                return;
            }

            var seen = "";
            var buffer = new byte[65536];
            while (!seen.EndsWith("0\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await connection.ReadAsync(buffer, Cancellation);
                seen = Encoding.ASCII.GetString(buffer, 0, read);
                firstPart.TrySetResult();
            }

            await connection.WriteAsync(Encoding.UTF8.GetBytes(Chunked("{\"status\":\"sha256:12\"}\r\n")), Cancellation);
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);
        using var body = new StreamContent(new TwoPartStream(new byte[3_000_000], firstPart.Task));

        using var response = await agent.Client.PostAsync("/v1/images/import?image=my/app:1", body, Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"id":"sha256:12","image":"my/app:1"}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/v1/images/import")]
    [InlineData("/v1/images/import?image=Bad")]
    [InlineData("/v1/images/import?image=a:1&sha256=12")]
    [InlineData("/v1/images/import?image=a:1&url=file:///etc/passwd")]
    [InlineData("/v1/images/import?image=a@sha256:28815393c5edc847339d1cb1695c4747354f4c4ab0ccd0591235c51f6fe3c668")]
    [InlineData("/v1/images/build?network=host")]
    [InlineData("/v1/images/build?buildArg=A")]
    [InlineData("/v1/images/build?nocache=perhaps")]
    [InlineData("/v1/images/build?colour=red")]
    [InlineData("/v1/images/tag?image=a&name=B")]
    [InlineData("/v1/images/prune?label==x")]
    public async Task AnInvalidQuery_Is400(string path)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.PostJsonAsync(path, "x");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, (string?)problem["code"]));
    }

    [Fact]
    public async Task Load_OfMoreThanTheLimit_Is413()
    {
        await using var script = new ScriptedEngine(EngineScripts.Ready);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, settings: "--ArchiveLimitBytes=1000");

        using var response = await agent.Client.PostAsync("/v1/images/load", new ByteArrayContent(new byte[1024]), Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("archive_too_large", (string?)(await AgentUnderTest.ReadAsync(response))["code"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Pull_ThatNobodyWaitsFor_IsEndedAtTheEngine()
    {
        var isPulling = new TaskCompletionSource();
        var hasEnded = new TaskCompletionSource();
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            if (!request.StartsWith("POST /images/create", StringComparison.Ordinal))
            {
                await connection.WriteAsync(Encoding.UTF8.GetBytes(EngineScripts.Ready(request)), Cancellation);
                return;
            }

            isPulling.SetResult();
            Assert.Equal(0, await connection.ReadAsync(new byte[1], Cancellation));
            hasEnded.SetResult();
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);
        using var going = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var body = new StringContent("""{"image":"alpine"}""", Encoding.UTF8, "application/json");
        var pull = agent.Client.PostAsync("/v1/images/pull", body, going.Token);

        await isPulling.Task.WaitAsync(Cancellation);
        await going.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        await hasEnded.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Pull_StreamsProgressAndEndsWithTheError()
    {
        await using var script = new ScriptedEngine(request => request == "POST /images/create?fromImage=alpine&tag=3.20"
            ? Chunked("{\"status\":\"Downloading\",\"progressDetail\":{\"current\":5,\"total\":10},\"id\":\"a1\"}\r\n", "{\"error\":\"write /x: no space left on device\"}\r\n")
            : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        using var response = await agent.PostAsync("/v1/images/pull", """{"image":"alpine:3.20"}""");
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n');

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"Downloading","layer":"a1","currentBytes":5,"totalBytes":10}""", lines[0]);
        Assert.Contains("\"code\":\"disk_full\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WaitsForTheBundledImagesThatAreStillBeingLoaded()
    {
        var isLoaded = false;
        var asked = new TaskCompletionSource();
        var order = new ConcurrentQueue<string>();
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            var answer = EngineScripts.Ready(request);
            if (request.StartsWith("POST /images/load", StringComparison.Ordinal))
            {
                await asked.Task;
                isLoaded = true;
                answer = Chunked("{\"stream\":\"Loaded image: busybox:latest\\n\"}\r\n");
            }
            else if (request.StartsWith("POST /containers/create", StringComparison.Ordinal))
            {
                order.Enqueue(isLoaded ? "created" : "missing");
                answer = isLoaded ? Answer(201, """{"Id":"abc","Warnings":[]}""") : Answer(404, """{"message":"No such image: busybox:latest"}""");
            }

            await connection.WriteAsync(Encoding.UTF8.GetBytes(answer), Cancellation);
            if (order.Count == 1)
            {
                asked.TrySetResult();
            }
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, images: ["busybox"]);

        var (status, _) = await agent.PostJsonAsync("/v1/containers", """{"image":"busybox"}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["missing", "created"], order);
        Assert.Equal("busybox.tar\n", await File.ReadAllTextAsync(Path.Combine(agent.StateDirectory, "loaded-images"), Cancellation));
    }

    /// <summary>Gives its second part only when somebody has seen the first.</summary>
    private sealed class TwoPartStream(byte[] bytes, Task firstSeen) : MemoryStream(bytes)
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(ToArray().AsMemory(..1_000_000), cancellationToken);
            await destination.FlushAsync(cancellationToken);
            await firstSeen.WaitAsync(cancellationToken);
            await destination.WriteAsync(ToArray().AsMemory(1_000_000..), cancellationToken);
        }
    }
}
