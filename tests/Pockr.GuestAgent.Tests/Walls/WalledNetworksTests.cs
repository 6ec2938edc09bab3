using System.Net;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.EngineClient;
using Pockr.EngineClient.Tests;
using Pockr.GuestAgent.Walls;

namespace Pockr.GuestAgent.Tests.Walls;

[UnsupportedOSPlatform("windows")]
public sealed class WalledNetworksTests : IAsyncLifetime
{
    private const string Closed = "*mangle\n:POCKR-WALLED - [0:0]\n-A POCKR-WALLED -j MARK --set-mark 0x77616c6c\nCOMMIT\n";

    private WalledEngine _engine = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _engine = new WalledEngine();
        return default;
    }

    [Fact(Timeout = 60_000)]
    public async Task AContainerWithAllowedHosts_IsInANetworkOfItsOwn_WhoseRulesAreThereBefore()
    {
        await using var agent = await StartAsync();

        var (status, _) = await agent.PostJsonAsync(
            "/v1/containers", """{"image":"busybox","allowedHosts":["localhost:80-90","192.0.2.0/24","192.0.2.0/24"],"extraHosts":["extra:192.0.2.7"]}""");

        Assert.Equal(HttpStatusCode.Created, status);
        var (network, container) = (BodyOf("POST /networks/create"), BodyOf("POST /containers/create")["HostConfig"]!);
        var name = (string)network["Name"]!;
        Assert.Matches("^walled-[0-9a-f]{8}$", name);
        Assert.Equal(
            ("bridge", name, "127.0.0.1:80-90 192.0.2.0/24:1-65535"),
            ((string?)network["Driver"], (string?)network["Options"]!["com.docker.network.bridge.name"], (string?)network["Labels"]!["pockr.allowed-hosts"]));
        Assert.Equal(
            (name, """["127.0.0.1"]""", """["localhost:127.0.0.1","extra:192.0.2.7"]"""),
            ((string?)container["NetworkMode"], container["Dns"]!.ToJsonString(), container["ExtraHosts"]!.ToJsonString()));
        Assert.Equal(
            $"""
            *mangle
            :POCKR-WALLED - [0:0]
            -A POCKR-WALLED -i {name} -s 172.18.0.0/16 -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j RETURN
            -A POCKR-WALLED -i {name} -s 172.18.0.0/16 -d 127.0.0.1 -p tcp --dport 80:90 -j RETURN
            -A POCKR-WALLED -i {name} -s 172.18.0.0/16 -d 192.0.2.0/24 -p tcp --dport 1:65535 -j RETURN
            -A POCKR-WALLED -j MARK --set-mark 0x77616c6c
            COMMIT

            """,
            _engine.Rules);
        Assert.Empty(_engine.Removed);
    }

    [Fact(Timeout = 60_000)]
    public async Task OneThatCannotBeMade_LeavesNothingBehind()
    {
        _engine.Created = ScriptedEngine.Answer(404, """{"message":"No such image: busybox:latest"}""");
        await using var agent = await StartAsync();

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", """{"image":"busybox","allowedHosts":["192.0.2.1"]}""");

        Assert.Equal((HttpStatusCode.NotFound, "image_not_found"), (status, (string?)problem["code"]));
        Assert.Single(_engine.Removed);
        Assert.Equal(Closed, _engine.Rules);
    }

    [Fact(Timeout = 60_000)]
    public async Task WithoutRules_ThereIsNoContainer()
    {
        _engine.FirewallIs("echo no table >&2; exit 3");
        await using var agent = await StartAsync();

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", """{"image":"busybox","allowedHosts":["192.0.2.1"]}""");

        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), (status, (string?)problem["code"]));
        Assert.Contains("no table", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Single(_engine.Removed);
        Assert.DoesNotContain("POST /containers/create", _engine.Script.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task ANameWithoutAnAddress_IsToldByName_AndNothingIsMade()
    {
        await using var agent = await StartAsync();

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", """{"image":"busybox","allowedHosts":["localhost","nowhere.invalid:443"]}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "name_not_found"), (status, (string?)problem["code"]));
        Assert.Contains("'nowhere.invalid'", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("POST /networks/create", _engine.Script.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnAgentThatStarts_WritesTheRulesAnew_AndRemovesWhatNoContainerHas_AlsoLater()
    {
        _engine.Have("walled-00000001", "192.0.2.1:80-80 x y:1-1 192.0.2.2:0-1", "172.18.0.0/16");
        _engine.Have("walled-00000002", "192.0.2.2:80-80", "172.19.0.0/16");
        _engine.Have("walled-of-somebody", "192.0.2.3:80-80");
        _engine.Used = "walled-00000001";
        using var engine = new DockerEngine(_engine.Script.SocketPath);
        using var networks = new WalledNetworks(engine, factory: null!, new Wall(new AgentOptions { FirewallProgram = _engine.FirewallProgram }), NullLogger<WalledNetworks>.Instance);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = networks.RunAsync(over.Token);

        await WhenRulesAreAsync("""
            -A POCKR-WALLED -i walled-00000001 -s 172.18.0.0/16 -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j RETURN
            -A POCKR-WALLED -i walled-00000001 -s 172.18.0.0/16 -d 192.0.2.1 -p tcp --dport 80:80 -j RETURN

            """);
        Assert.Equal(["DELETE /networks/id-walled-00000002"], _engine.Removed);

        _engine.Used = "";
        _engine.TellRemoval();

        await WhenRulesAreAsync("");
        Assert.Contains("DELETE /networks/id-walled-00000001", _engine.Removed);
        Assert.DoesNotContain("DELETE /networks/id-walled-of-somebody", _engine.Removed);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private Task<AgentUnderTest> StartAsync() => AgentUnderTest.StartAsync(_engine.Script.SocketPath, settings: $"--FirewallProgram={_engine.FirewallProgram}");

    private JsonNode BodyOf(string request) => JsonNode.Parse(_engine.Script.Requests.Zip(_engine.Script.Bodies).Single(sent => sent.First == request).Second)!;

    private async Task WhenRulesAreAsync(string rules)
    {
        while (_engine.Rules != Closed.Replace("[0:0]\n", $"[0:0]\n{rules}", StringComparison.Ordinal))
        {
            await Task.Delay(10, Cancellation);
        }
    }
}
