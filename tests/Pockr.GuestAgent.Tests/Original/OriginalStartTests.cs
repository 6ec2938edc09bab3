using System.Net;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Original;

public sealed class OriginalStartTests
{
    private const string Body = """{"image":"busybox","name":"web","cmd":["echo","hi"]}""";

    [Fact]
    public async Task Start_OfAnImageThatIsThere_DoesNotPull()
    {
        await using var script = new ScriptedEngine(request => request switch
        {
            "GET /images/busybox/json" => Answer(200, """{"Id":"sha256:1","RepoTags":["busybox:latest"],"Size":1}"""),
            "POST /containers/create?name=web" => Answer(201, """{"Id":"abc","Warnings":[]}"""),
            "POST /containers/abc/start" => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
            _ => EngineScripts.Ready(request),
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, body) = await agent.PostJsonAsync("/containers/start", Body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"status":"started","name":"web","id":"abc"}""", body.ToJsonString());
        Assert.DoesNotContain(script.Requests, request => request.StartsWith("POST /images", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ThatFails_LeavesNoContainerBehind()
    {
        await using var script = new ScriptedEngine(request => request switch
        {
            "GET /images/busybox/json" => Answer(200, """{"Id":"sha256:1","RepoTags":[],"Size":1}"""),
            "POST /containers/create?name=web" => Answer(201, """{"Id":"abc","Warnings":null}"""),
            "POST /containers/abc/start" => Answer(500, """{"message":"Bind for 0.0.0.0:80 failed: port is already allocated"}"""),
            "DELETE /containers/abc?force=1&v=1" => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
            _ => EngineScripts.Ready(request),
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, body) = await agent.PostJsonAsync("/containers/start", Body);

        Assert.Equal((HttpStatusCode.Conflict, "port_in_use"), (status, (string?)body["code"]));
        Assert.Contains("DELETE /containers/abc?force=1&v=1", script.Requests);
    }

    [Fact]
    public async Task Start_OfAnImageThatIsNotThere_PullsAndTellsWhyItCannot()
    {
        await using var script = new ScriptedEngine(request => request switch
        {
            "GET /images/busybox/json" => Answer(404, """{"message":"No such image: busybox:latest"}"""),
            "POST /images/create?fromImage=busybox&tag=latest" => Answer(500, """{"message":"Get \"https://registry.example.org/v2/\": dial tcp: lookup registry.example.org: no such host"}"""),
            _ => EngineScripts.Ready(request),
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, body) = await agent.PostJsonAsync("/containers/start", Body);

        Assert.Equal((HttpStatusCode.BadGateway, "registry_unreachable"), (status, (string?)body["code"]));
    }
}
