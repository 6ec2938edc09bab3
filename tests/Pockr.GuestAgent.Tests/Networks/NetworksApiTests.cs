using System.Net;
using System.Text.Json.Nodes;
using Pockr.EngineClient.Tests;

namespace Pockr.GuestAgent.Tests.Networks;

public sealed class NetworksApiTests
{
    [Theory]
    [InlineData("""{"name":"-n"}""", "'-n'")]
    [InlineData("""{"name":"n1","driver":"macvlan"}""", "has to be internal")]
    [InlineData("""{"name":"n1","driver":"ipvlan","internal":true,"options":{"parent":"eth0"}}""", "without the option 'parent'")]
    [InlineData("""{"name":"n1","driver":"overlay"}""", "overlay")]
    [InlineData("""{"name":"n1","subnet":"10.0.0.0/8"}""", "overlaps")]
    [InlineData("""{"name":"n1","subnet":"10.0.2.128/25"}""", "overlaps")]
    [InlineData("""{"name":"n1","subnet":"172.30.0.0/33"}""", "172.30.0.0/33")]
    [InlineData("""{"name":"n1","subnet":"172.30.0.0/24","gateway":"172.31.0.1"}""", "172.31.0.1")]
    [InlineData("""{"name":"n1","gateway":"172.31.0.1"}""", "no subnet")]
    public async Task Create_WithAnInvalidBody_Is400AndSaysWhatIsWrong(string body, string text)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.PostJsonAsync("/v1/networks", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, (string?)problem["code"]));
        Assert.Contains(text, (string?)problem["detail"], StringComparison.Ordinal);
    }

    /// <summary>dockerd's own lists are in another order each time.</summary>
    [Theory]
    [InlineData("networks")]
    [InlineData("volumes")]
    public async Task Lists_AreByName(string things)
    {
        const string Three = """[{"Id":"1","Name":"shop"},{"Id":"2","Name":"a"},{"Id":"3","Name":"bridge"}]""";
        await using var script = new ScriptedEngine(request => request switch
        {
            "GET /networks" => ScriptedEngine.Answer(200, Three),
            "GET /volumes" => ScriptedEngine.Answer(200, $$"""{"Volumes":{{Three}}}"""),
            _ => EngineScripts.Ready(request),
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var listed = JsonNode.Parse(await agent.Client.GetStringAsync($"/v1/{things}", TestContext.Current.CancellationToken))!.AsArray();

        Assert.Equal(["a", "bridge", "shop"], listed.Select(thing => (string?)thing!["name"]));
    }
}
