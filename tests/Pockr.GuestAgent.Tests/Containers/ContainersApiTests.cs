using System.Net;
using System.Text;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed class ContainersApiTests
{
    private const string Details =
        """{"Id":"abc","Name":"/web","State":{"Status":"created","Running":false,"Pid":0,"ExitCode":0,"Error":""},"Config":{"Tty":false,"Image":"busybox"},"HostConfig":{"AutoRemove":AUTO}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("false", "next-exit")]
    [InlineData("true", "removed")]
    public async Task Attach_ListensToBothBeforeItsHeaders_AndEndsWithTheExitCode(string autoRemove, string condition)
    {
        var started = new TaskCompletionSource();
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            if (request.StartsWith("POST /containers/abc/attach", StringComparison.Ordinal))
            {
                await connection.WriteAsync(RawStream(), Cancellation);
                await started.Task;
                await connection.WriteAsync(Frame(1, "hi ä\n"), Cancellation);
            }
            else if (request == $"POST /containers/abc/wait?condition={condition}")
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"u8.ToArray(), Cancellation);
                await started.Task;
                await connection.WriteAsync("""{"StatusCode":7}"""u8.ToArray(), Cancellation);
            }
            else
            {
                var answer = request == "GET /containers/web/json" ? Answer(200, Details.Replace("AUTO", autoRemove, StringComparison.Ordinal)) : EngineScripts.Ready(request);
                await connection.WriteAsync(Encoding.UTF8.GetBytes(answer), Cancellation);
            }
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        using var response = await agent.Client.GetAsync("/v1/containers/web/attach", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Contains(script.Requests, request => request.StartsWith("POST /containers/abc/attach", StringComparison.Ordinal));
        Assert.Contains($"POST /containers/abc/wait?condition={condition}", script.Requests);
        started.SetResult();
        var lines = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("{\"stream\":\"stdout\",\"text\":\"hi ä\\n\"}\n{\"exitCode\":7}\n", lines);
    }

    [Fact]
    public async Task Run_ListensBeforeItStarts_AndTellsIdWarningsAndEnd()
    {
        await using var script = RunnableScript(startAnswer: "HTTP/1.1 204 No Content\r\n\r\n");
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        using var response = await agent.Client.PostAsync("/v1/containers/run", Json("""{"image":"busybox"}"""), Cancellation);

        Assert.Equal((HttpStatusCode.Created, "/v1/containers/abc"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal("{\"warnings\":[\"odd\"]}\n{\"stream\":\"stdout\",\"text\":\"hi\"}\n{\"exitCode\":7}\n", await response.Content.ReadAsStringAsync(Cancellation));
        var requests = script.Requests.Select(request => request.Split('?')[0]).Where(request => request.Contains("/containers/", StringComparison.Ordinal)).ToList();
        Assert.Equal(("POST /containers/create", "POST /containers/abc/start"), (requests[0], requests[^1]));
        Assert.Equal(["POST /containers/abc/attach", "POST /containers/abc/wait"], requests[1..^1].Order());
    }

    [Fact]
    public async Task Run_ThatDoesNotStart_LeavesNothing()
    {
        await using var script = RunnableScript(startAnswer: Answer(400, """{"message":"exec: nope: executable file not found"}"""));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        using var response = await agent.Client.PostAsync("/v1/containers/run", Json("""{"image":"busybox","cmd":["nope"]}"""), Cancellation);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("executable file not found", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("DELETE /containers/abc?force=1&v=1", script.Requests);
    }

    [Fact]
    public async Task Attach_ToOneThatIsGoneBeforeItsEndIsTold_EndsWithTheExitCode()
    {
        var looked = new TaskCompletionSource();
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            if (request == "POST /containers/abc/wait?condition=removed")
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"u8.ToArray(), Cancellation);
                await looked.Task;
                await connection.WriteAsync("""{"StatusCode":7}"""u8.ToArray(), Cancellation);
                return;
            }

            var answer = request.StartsWith("POST /containers/abc/attach", StringComparison.Ordinal) ? Encoding.Latin1.GetString(RawStream())
                : request == "GET /containers/web/json" ? Answer(200, Details.Replace("AUTO", "true", StringComparison.Ordinal))
                : request == "GET /containers/abc/json" ? Answer(404, """{"message":"No such container: abc"}""")
                : EngineScripts.Ready(request);
            await connection.WriteAsync(Encoding.Latin1.GetBytes(answer), Cancellation);
            if (request == "GET /containers/abc/json")
            {
                looked.SetResult();
            }
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        Assert.Equal("{\"exitCode\":7}\n", await agent.Client.GetStringAsync("/v1/containers/web/attach", Cancellation));
    }

    [Fact]
    public async Task Logs_ThatBreakOff_EndWithAnErrorLine()
    {
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            var answer = request == "GET /containers/web/json" ? Answer(200, Details.Replace("AUTO", "false", StringComparison.Ordinal)) : EngineScripts.Ready(request);
            await connection.WriteAsync(
                request.Contains("/logs?", StringComparison.Ordinal) ? RawStream(Frame(2, "oh"), [1, 0, 0]) : Encoding.UTF8.GetBytes(answer),
                Cancellation);
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var lines = (await agent.Client.GetStringAsync("/v1/containers/web/logs?follow=true&tail=5", Cancellation)).Split('\n');

        Assert.Equal("""{"stream":"stderr","text":"oh"}""", lines[0]);
        Assert.Contains("\"code\":\"engine_unavailable\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("GET /containers/abc/logs?stdout=1&stderr=1&follow=1&tail=5", script.Requests);
    }

    [Theory]
    [InlineData("{\"image\":\"busybox\",\"colour\":\"red\"}", "colour")]
    [InlineData("{\"name\":\"web\"}", "image")]
    [InlineData("{\"image\":null}", "image")]
    [InlineData("{\"image\":\"busybox\"", "body")]
    [InlineData("{\"image\":\"Bad\",\"name\":\"w\"}", "'w' is not a name")]
    [InlineData("{\"image\":\"busybox\",\"env\":[\"A\"]}", "'A'")]
    [InlineData("{\"image\":\"busybox\",\"network\":\"host\",\"ports\":[{\"hostPort\":1,\"containerPort\":1}]}", "Ports cannot be published")]
    [InlineData("{\"image\":\"busybox\",\"ports\":[{\"hostPort\":70000,\"containerPort\":1}]}", "70000")]
    public async Task Create_WithAnInvalidBody_Is400AndSaysWhatIsWrong(string body, string text)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, (string?)problem["code"]));
        Assert.Contains(text, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1/containers/-x/start")]
    [InlineData("POST", "/v1/containers/a%2Fb/stop")]
    [InlineData("DELETE", "/v1/containers/%20")]
    [InlineData("GET", "/v1/containers/a%3Fb/attach")]
    [InlineData("GET", "/logs?name=../../images")]
    public async Task AnId_ThatCannotBeOne_Is404WithoutAskingTheEngine(string method, string path)
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await agent.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("container_not_found", (string?)(await AgentUnderTest.ReadAsync(response))["code"]);
    }

    [Fact]
    public async Task List_ShowsEachPublishedPortOnce()
    {
        await using var script = new ScriptedEngine(request => Listing(request, isRunning: true));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var v1 = await agent.GetJsonAsync("/v1/containers?all=true");
        var original = await agent.GetJsonAsync("/containers");

        Assert.Equal(
            """[{"id":"abc","name":"web","image":"busybox","command":"sh","state":"running","status":"Up 5 seconds","createdAt":"2023-11-14T22:13:20+00:00","ports":[{"hostPort":8080,"containerPort":80,"protocol":"tcp"}]}]""",
            v1.Body.ToJsonString(AgentJson.Options));
        Assert.Equal(
            """[{"name":"web","image":"busybox","status":"Up 5 seconds","ports":["0.0.0.0:8080->80/tcp","[::]:8080->80/tcp","90/udp"]}]""",
            original.Body.ToJsonString(AgentJson.Options));
    }

    [Fact(Timeout = 60_000)]
    public async Task List_OfAContainerThatHasJustEnded_ShowsNoPorts()
    {
        await using var script = new ScriptedEngine(request => Listing(request, isRunning: false));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var running = await agent.GetJsonAsync("/v1/containers");
        var all = await agent.GetJsonAsync("/v1/containers?all=true");

        Assert.Equal("[]", running.Body.ToJsonString());
        Assert.Equal("exited", (string?)all.Body[0]!["state"]);
        Assert.Equal("[]", all.Body[0]!["ports"]!.ToJsonString());
    }

    private static string Listing(string request, bool isRunning) => request switch
    {
        "GET /containers/json?all=1" or "GET /containers/json" or "GET /containers/json?all=0" => Answer(200, """[{"Id":"abc","Names":["/db/web","/web"],"Image":"busybox","Command":"sh","State":"running","Status":"Up 5 seconds","Created":1700000000,"Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},{"IP":"::","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},{"PrivatePort":90,"Type":"udp"}]}]"""),
        "GET /containers/abc/json" => Answer(200, $$$"""{"Id":"abc","Name":"/web","State":{"Status":"x","Running":{{{(isRunning ? "true" : "false")}}},"Pid":1,"ExitCode":0},"Config":{"Tty":false,"Image":"busybox"},"HostConfig":{"AutoRemove":false}}"""),
        _ => EngineScripts.Ready(request),
    };

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static ScriptedEngine RunnableScript(string startAnswer) => new(async (request, connection) =>
    {
        var answer = request.Split('?')[0] switch
        {
            "POST /containers/create" => Encoding.UTF8.GetBytes(Answer(201, """{"Id":"abc","Warnings":["odd"]}""")),
            "POST /containers/abc/attach" => RawStream(Frame(1, "hi")),
            "POST /containers/abc/wait" => Encoding.UTF8.GetBytes(Answer(200, """{"StatusCode":7}""")),
            "POST /containers/abc/start" => Encoding.UTF8.GetBytes(startAnswer),
            "DELETE /containers/abc" => "HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(),
            _ => Encoding.UTF8.GetBytes(EngineScripts.Ready(request)),
        };
        await connection.WriteAsync(answer, Cancellation);
    });
}
