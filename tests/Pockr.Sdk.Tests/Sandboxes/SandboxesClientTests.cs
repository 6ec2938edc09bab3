using System.Text.Json.Nodes;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Sandboxes;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Sandboxes;

public sealed class SandboxesClientTests : IAsyncLifetime
{
    private FakeAgent _agent = null!;
    private PockrClient _client = null!;
    private SandboxesClient _sandboxes = null!;

    public async ValueTask InitializeAsync()
    {
        _agent = await FakeAgent.StartAsync();
        _client = new PockrClient(_agent.Url, "secret");
        _sandboxes = new SandboxesClient(_client);
        _agent.On("POST /v1/containers", """{"id":"c1","warnings":[]}""").OnNothing("POST /v1/containers/c1/start").OnNothing("DELETE /v1/containers/c1");
        _agent.On("GET /v1/containers/c1", SandboxAnswers.Details("box", """{"pockr.sandbox":"","pockr.sandbox.timeout-seconds":"7","pockr.sandbox.persistent":"true","pockr.sandbox.project":"demo"}"""));
    }

    [Fact]
    public async Task Create_MakesAContainerThatWaits_WithoutANetwork_AndStartsIt()
    {
        var sandbox = await _sandboxes.CreateAsync(new SandboxOptions { Name = "box", EndsWithProgram = false }, TestContext.Current.CancellationToken);

        Assert.Equal("box", sandbox.Name);
        var body = JsonNode.Parse(_agent.Requests.First().Split(' ', 3)[2])!;
        Assert.Equal(
            ("pockr/minimal-python", """["sleep"]""", """["infinity"]""", true, "none"),
            ((string?)body["image"], body["entrypoint"]!.ToJsonString(), body["cmd"]!.ToJsonString(), (bool)body["init"]!, (string?)body["network"]));
        Assert.Equal(
            """{"pockr.sandbox":"","pockr.sandbox.persistent":"false","pockr.sandbox.timeout-seconds":"30","pockr.sandbox.profile":"minimal-python"}""",
            body["labels"]!.ToJsonString());
        Assert.Contains("POST /v1/containers/c1/start", _agent.Requests);
    }

    [Fact]
    public async Task AMachineOfItsOwn_IsForThoseThatEnd_AndForHostsThatWereStartedHere()
    {
        var options = new SandboxOptions { Image = "busybox", Isolation = Isolation.Vm };
        Task CreateAsync(SandboxOptions given) => _sandboxes.CreateAsync(given, TestContext.Current.CancellationToken);

        Assert.Contains("persistent", (await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(options with { IsPersistent = true }))).Message, StringComparison.Ordinal);
        Assert.Contains("PockrHost.StartAsync", (await Assert.ThrowsAsync<InvalidOperationException>(() => CreateAsync(options))).Message, StringComparison.Ordinal);
        Assert.Empty(_agent.Requests);
    }

    [Fact]
    public async Task ASandboxWithPorts_OrOfAnImage_HasANetwork_AndOneWithoutANameGetsOne()
    {
        await _sandboxes.CreateAsync(new SandboxOptions { Ports = [new PortMapping(8080, 80)], IsPersistent = true }, TestContext.Current.CancellationToken);
        await _sandboxes.CreateAsync(new SandboxOptions { Image = "busybox", EndsWithProgram = false }, TestContext.Current.CancellationToken);

        var bodies = _agent.Requests.Where(request => request.StartsWith("POST /v1/containers {", StringComparison.Ordinal)).Select(request => JsonNode.Parse(request.Split(' ', 3)[2])!).ToList();
        Assert.All(bodies, body => Assert.Null(body["network"]));
        Assert.All(bodies, body => Assert.Matches("^sandbox-[0-9a-f]{8}$", (string?)body["name"]));
    }

    [Fact]
    public async Task ASandboxWithAllowedHosts_HasNoNetworkButTheirs()
    {
        await _sandboxes.CreateAsync(new SandboxOptions { AllowedHosts = ["example.org:443"], EndsWithProgram = false }, TestContext.Current.CancellationToken);

        var body = JsonNode.Parse(_agent.Requests.First().Split(' ', 3)[2])!;
        Assert.Equal((null, """["example.org:443"]"""), ((string?)body["network"], body["allowedHosts"]!.ToJsonString()));
    }

    [Fact]
    public async Task OneOfAProgram_IsOnItsLease_WhichEndsWithTheClient()
    {
        _agent.Otherwise = context =>
        {
            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/v1/leases") ? 204 : 501;
            return Task.CompletedTask;
        };
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await _sandboxes.CreateAsync(new SandboxOptions(), TestContext.Current.CancellationToken);
        }

        await _sandboxes.DisposeAsync();

        var renewal = _agent.Requests.First();
        Assert.Matches(@"^PUT /v1/leases/[0-9a-f]{32}\?seconds=60$", renewal);
        var id = renewal.Split('/', '?')[3];
        Assert.Equal([$"DELETE /v1/leases/{id}"], _agent.Requests.Skip(1).Where(request => request.Contains("/v1/leases/", StringComparison.Ordinal)));
        Assert.All(
            _agent.Requests.Where(request => request.StartsWith("POST /v1/containers {", StringComparison.Ordinal)),
            request => Assert.Equal(id, (string?)JsonNode.Parse(request.Split(' ', 3)[2])!["labels"]!["pockr.lease"]));
    }

    [Fact]
    public async Task OneThatDoesNotStart_IsRemoved()
    {
        _agent.OnProblem("POST /v1/containers/c1/start", 409, ProblemCodes.PortInUse);

        await Assert.ThrowsAsync<ResourceConflictException>(() => _sandboxes.CreateAsync(new SandboxOptions { EndsWithProgram = false }, TestContext.Current.CancellationToken));

        Assert.Contains("DELETE /v1/containers/c1?force=true", _agent.Requests);
    }

    [Fact]
    public async Task AProfileAndAnImage_AreTooMuch() => await Assert.ThrowsAsync<ArgumentException>(() =>
        _sandboxes.CreateAsync(new SandboxOptions { Profile = Profiles.Dev, Image = "x" }, TestContext.Current.CancellationToken));

    [Fact]
    public async Task ACommand_HasTheSandboxsTime_UnlessItHasItsOwn()
    {
        _agent.OnLines("POST /v1/containers/box/exec", """{"stream":"stdout","text":"42\n"}""", """{"exitCode":0}""");
        var sandbox = await _sandboxes.GetAsync("c1", TestContext.Current.CancellationToken);

        foreach (var seconds in (int?[])[null, 3])
        {
            Assert.Equal("42\n", (await sandbox.RunAsync(new SandboxRun(["x"], seconds), TestContext.Current.CancellationToken)).Stdout);
        }

        Assert.Equal(["""{"cmd":["x"],"timeoutSeconds":7}""", """{"cmd":["x"],"timeoutSeconds":3}"""], _agent.Requests.TakeLast(2).Select(request => request.Split(' ', 3)[2]));
    }

    [Fact]
    public async Task AContainerThatIsNone_AndNoneAtAll_AreNoSandbox()
    {
        _agent.On("GET /v1/containers/web", SandboxAnswers.Details("box", "{}")).OnProblem("GET /v1/containers/gone", 404, ProblemCodes.ContainerNotFound);

        foreach (var name in (string[])["web", "gone"])
        {
            var failure = await Assert.ThrowsAsync<ResourceNotFoundException>(() => _sandboxes.GetAsync(name, TestContext.Current.CancellationToken));
            Assert.Equal(SandboxProblems.SandboxNotFound, failure.Code);
        }
    }

    [Fact]
    public async Task AFreshReboot_MakesTheContainerAnew()
    {
        _agent.On("POST /v1/containers/box/recreate", """{"id":"c2","warnings":[]}""").OnNothing("POST /v1/containers/box/start").OnNothing("POST /v1/containers/box/restart");
        var sandbox = await _sandboxes.GetAsync("c1", TestContext.Current.CancellationToken);

        await sandbox.RebootAsync(isFresh: true, TestContext.Current.CancellationToken);
        await sandbox.RebootAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["POST /v1/containers/box/recreate", "POST /v1/containers/box/start", "POST /v1/containers/box/restart"], _agent.Requests.Skip(1));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _agent.DisposeAsync();
    }
}
