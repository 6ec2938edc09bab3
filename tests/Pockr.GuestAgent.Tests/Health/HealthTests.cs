using System.Net;
using System.Net.Sockets;
using Pockr.EngineClient.Tests;

namespace Pockr.GuestAgent.Tests.Health;

public sealed class HealthTests
{
    [Fact(Timeout = 60_000)]
    public async Task Health_WithoutDockerd_IsDegradedAndSaysWhatIsWaitedFor()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        using var response = await agent.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"status":"degraded","runtime":"docker","version":"unknown","waitingFor":"dockerd"}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_WithAWait_AnswersOnceDockerdIsThere()
    {
        await using var script = new ScriptedEngine(EngineScripts.Ready);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var answer = await agent.GetJsonAsync("/health?waitSeconds=30");

        Assert.Equal("ok", (string?)answer.Body["status"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_WhoseWaitIsOver_SaysHowItIs()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var answer = await agent.GetJsonAsync("/health?waitSeconds=1");

        Assert.Equal("dockerd", (string?)answer.Body["waitingFor"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_WithoutContainerd_WaitsForIt_ThoughDockerdAnswers()
    {
        var directory = Directory.CreateTempSubdirectory("pockr-health-");
        var path = Path.Combine(directory.FullName, "containerd.sock");
        using var containerd = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        containerd.Bind(new UnixDomainSocketEndPoint(path)); // which is there, as after a kill, and takes no connection
        await using var script = new ScriptedEngine(EngineScripts.Ready);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, settings: $"--ContainerdSocket={path}");

        var before = await agent.GetJsonAsync("/health?waitSeconds=1");
        containerd.Listen();
        var after = await agent.GetJsonAsync("/health?waitSeconds=30");

        Assert.Equal(("degraded", "ok"), ((string?)before.Body["status"], (string?)after.Body["status"]));
        directory.Delete(recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_AfterAnotherContainerd_WaitsUntilDockerdReachesIt_ThoughNobodyAskedMeanwhile()
    {
        var directory = Directory.CreateTempSubdirectory("pockr-health-");
        var path = Path.Combine(directory.FullName, "containerd.sock");
        using var first = Listen(path);
        var isReached = true;
        await using var script = new ScriptedEngine(request => request == "GET /version" && !isReached
            ? ScriptedEngine.Answer(200, """{"Version":"26.1.5","Components":[{"Name":"Engine"}]}""")
            : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, settings: $"--ContainerdSocket={path}");
        await agent.WhenHealthyAsync();

        isReached = false;
        File.Delete(path);
        using var second = Listen(path);
        var before = await agent.GetJsonAsync("/health?waitSeconds=1");
        isReached = true;
        var after = await agent.GetJsonAsync("/health?waitSeconds=30");

        Assert.Equal(("degraded", "ok"), ((string?)before.Body["status"], (string?)after.Body["status"]));
        directory.Delete(recursive: true);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("31")]
    [InlineData("-1")]
    public async Task Health_WithAWaitOutOfRange_IsRefused(string seconds)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var answer = await agent.GetJsonAsync($"/health?waitSeconds={seconds}");

        Assert.Equal("invalid_request", (string?)answer.Body["code"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_FollowsDockerdUpAndDown()
    {
        var script = new ScriptedEngine(EngineScripts.Ready);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        await agent.WhenHealthyAsync();
        var up = await agent.GetJsonAsync("/health");
        await script.DisposeAsync();
        var down = await agent.GetJsonAsync("/health");

        Assert.Equal("""{"status":"ok","runtime":"docker","version":"26.1.5"}""", up.Body.ToJsonString());
        Assert.Equal("degraded", (string?)down.Body["status"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_WithoutAToken_SaysSo()
    {
        await using var script = new ScriptedEngine(EngineScripts.Ready);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, commandLine: "quiet");

        while ((string?)(await agent.GetJsonAsync("/health")).Body["waitingFor"] != "token")
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("degraded", (string?)(await agent.GetJsonAsync("/health")).Body["status"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_IsNotHeldUpByACommand()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var command = agent.PostJsonAsync("/vm/exec", """{"cmd":"sleep 60"}""");

        await agent.GetJsonAsync("/health");

        Assert.False(command.IsCompleted);
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }
}
