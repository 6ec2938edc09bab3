using Pockr.Contracts;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Tests.Projects;
using Pockr.Sdk.Tests.Sandboxes;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Hosts;

public sealed class CheckTests : IAsyncLifetime
{
    private const string IdleSandboxes = "GET /v1/containers";

    private FakeAgent _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _agent = await FakeAgent.StartAsync();
        _agent.On("GET /v1/system/info", PockrHostTests.Info)
            .On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""")
            .On("GET /v1/health", Parts("ok"))
            .On(IdleSandboxes, "[]");
    }

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Fact]
    public async Task AnAgentAlone_IsAskedWhatItKnows()
    {
        await using var host = await ConnectAsync();

        var found = await host.CheckAsync(cancellationToken: Cancellation);

        Assert.Equal(["agent.health", "agent.parts", "agent.sandboxes"], found.Select(finding => finding.Id));
        Assert.All(found, finding => Assert.Equal((FindingStatus.Ok, null, false), (finding.Status, finding.Remedy, finding.Fixable)));
    }

    [Fact]
    public async Task ADiskThatIsFull_IsAnError_WithARemedy()
    {
        _agent.On("GET /v1/health", Parts("failed"));
        await using var host = await ConnectAsync();

        var parts = await FindAsync(host, "agent.parts");

        Assert.Equal((FindingStatus.Error, "disk: 1 of 9 MiB are free."), (parts.Status, parts.Reason));
        Assert.Contains("pockr system prune", parts.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SandboxesThatNobodyClosed_AreTold_AndThoseThatSomebodyHas_AreNot()
    {
        _agent.On(IdleSandboxes, $"[{string.Join(',', ((string[])["left", "persistent", "leased", "gone"]).Select(Summary))}]")
            .On("GET /v1/containers/left", SandboxAnswers.Details("left", isPersistent: false))
            .On("GET /v1/containers/persistent", SandboxAnswers.Details("persistent", isPersistent: true))
            .On("GET /v1/containers/leased", SandboxAnswers.Details("leased", $$"""{"pockr.sandbox":"","{{Lease.Label}}":"x"}"""))
            .OnProblem("GET /v1/containers/gone", 404, ProblemCodes.ContainerNotFound);
        await using var host = await ConnectAsync();

        var sandboxes = await FindAsync(host, "agent.sandboxes");

        Assert.Equal((FindingStatus.Warning, "Stopped, and nobody's: left."), (sandboxes.Status, sandboxes.Reason));
        Assert.NotNull(sandboxes.Remedy);
    }

    [Fact]
    public async Task AnAgentThatIsGone_IsNoException()
    {
        await using var host = await ConnectAsync();
        await _agent.DisposeAsync();

        var found = await host.CheckAsync(cancellationToken: Cancellation);

        Assert.Equal([FindingStatus.Error, FindingStatus.Skipped, FindingStatus.Skipped], found.Select(finding => finding.Status));
        Assert.Contains(host.Client.Agent.ToString(), found[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordsAProjectNoLongerKeeps_AreLetGoOf_WhereThatIsWishedFor()
    {
        using var directory = new TemporaryDirectory();
        var project = Project.Init(directory.Path, "old");
        project.HistoryOf("kept").Begin(RunRecord.Run, ["true"])!.Dispose();
        project.HistoryOf("gone").Begin(RunRecord.Run, ["true"])!.Dispose();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(directory.Path, ".pockr/sandboxes/gone")))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-31));
        }

        await using var host = await ConnectAsync();
        var before = (await host.CheckAsync(project, cancellationToken: Cancellation))[^1];
        Assert.Equal(("project.records", FindingStatus.Warning, true, null), (before.Id, before.Status, before.Fixable, before.Fixed));
        Assert.Equal(["gone", "kept"], project.RecordedSandboxes);

        var after = (await host.CheckAsync(project, fix: true, Cancellation))[^1];
        Assert.Equal((FindingStatus.Ok, "Let go of it."), (after.Status, after.Fixed));
        Assert.Equal(["kept"], project.RecordedSandboxes);
    }

    [Fact]
    public async Task AHostWithoutAnImage_IsTold_AndNothingIsMadeThere()
    {
        using var directory = new TemporaryDirectory();
        var home = Path.Combine(directory.Path, "home");

        var found = await PockrHost.CheckThisHostAsync(new() { Home = home, Image = Path.Combine(home, "none") }, cancellationToken: Cancellation);

        Assert.Contains(found, finding => finding is { Id: "home.writable", Status: FindingStatus.Ok });
        Assert.Contains(found, finding => finding is { Id: "image.present", Status: FindingStatus.Error, Remedy: not null });
        Assert.DoesNotContain(found, finding => finding.Id.StartsWith("vm.", StringComparison.Ordinal));
        Assert.False(Directory.Exists(home));
    }

    private static string Parts(string disk) => $$"""
        {"status":"ok","parts":[{"name":"agent","stage":"ok","detail":"Version 0.1.0."},{"name":"disk","stage":"{{disk}}","detail":"1 of 9 MiB are free."}]}
        """;

    private static string Summary(string name) =>
        $$"""{"id":"{{name}}","name":"{{name}}","image":"i","command":"sleep","state":"exited","status":"Exited","createdAt":"2026-01-01T00:00:00Z","ports":[]}""";

    private static async Task<HostFinding> FindAsync(PockrHost host, string id) =>
        (await host.CheckAsync(cancellationToken: Cancellation)).Single(finding => finding.Id == id);

    private Task<PockrHost> ConnectAsync() => PockrHost.ConnectAsync(_agent.Url, "secret", Cancellation);
}
