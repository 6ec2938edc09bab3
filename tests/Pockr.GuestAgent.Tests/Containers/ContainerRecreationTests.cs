using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed partial class ContainerRecreationTests
{
    private const string Id = "0123456789abcdef";

    private const string Old =
        """
        {"Id":"0123456789abcdef","Name":"/web","State":{"Status":"running","Running":true,"Pid":5,"ExitCode":0},
         "Config":{"Hostname":"0123456789ab","Tty":false,"Image":"busybox","Unheard":{"of":[1]}},
         "HostConfig":{"AutoRemove":false,"ShmSize":67108864},
         "NetworkSettings":{"Networks":{"blue":{"IPAMConfig":{"IPv4Address":"10.1.0.9"},"Aliases":["db","0123456789ab"],"IPAddress":"10.1.0.9","EndpointID":"ee"}}}}
        """;

    [Fact(Timeout = 60_000)]
    public async Task Settings_AreHandedOnWhole_WithoutWhatWasMadeOfTheOldId()
    {
        await using var script = new ScriptedEngine(request => Respond(request, Answer(204, "")));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, created) = await agent.PostJsonAsync("/v1/containers/web/recreate", "");

        Assert.Equal((HttpStatusCode.Created, "fresh"), (status, (string?)created["id"]));
        Assert.Equal(
            """{"Tty":false,"Image":"busybox","Unheard":{"of":[1]},"HostConfig":{"AutoRemove":false,"ShmSize":67108864},"NetworkingConfig":{"EndpointsConfig":{"blue":{"IPAMConfig":{"IPv4Address":"10.1.0.9"},"Links":null,"Aliases":["db"],"DriverOpts":null}}}}""",
            JsonNode.Parse(script.Bodies.Single(body => body.Length > 0))!.ToJsonString());
        Assert.Equal($"DELETE /containers/{Id}?force=1&v=1", Asked(script)[^1]);
    }

    [Fact(Timeout = 60_000)]
    public async Task AStartThatFails_PutsTheOldOneBack()
    {
        await using var script = new ScriptedEngine(request => Respond(request, Answer(500, """{"message":"Bind for 0.0.0.0:80 failed: port is already allocated"}""")));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, problem) = await agent.PostJsonAsync("/v1/containers/web/recreate", "");

        Assert.Equal((HttpStatusCode.Conflict, "port_in_use"), (status, (string?)problem["code"]));
        Assert.Equal(
            [
                "GET /containers/web/json",
                $"GET /containers/{Id}/json",
                $"POST /containers/{Id}/rename?name=web.old",
                "POST /containers/create?name=web",
                $"POST /containers/{Id}/stop",
                "POST /containers/fresh/start",
                "DELETE /containers/fresh?force=1&v=1",
                $"POST /containers/{Id}/rename?name=web",
                $"POST /containers/{Id}/start",
            ],
            Asked(script));
    }

    private static string Respond(string request, string started) => request switch
    {
        "GET /containers/web/json" or $"GET /containers/{Id}/json" => Answer(200, Old),
        "POST /containers/create?name=web" => Answer(201, """{"Id":"fresh","Warnings":[]}"""),
        "POST /containers/fresh/start" => started,
        _ when request.StartsWith("GET", StringComparison.Ordinal) => EngineScripts.Ready(request),
        _ => Answer(204, ""),
    };

    private static List<string> Asked(ScriptedEngine script) =>
        [.. script.Requests.Where(request => request.Contains("/containers/", StringComparison.Ordinal)).Select(request => Unique().Replace(request, ""))];

    [GeneratedRegex("(?<=old)-[0-9a-f]{32}")]
    private static partial Regex Unique();
}
