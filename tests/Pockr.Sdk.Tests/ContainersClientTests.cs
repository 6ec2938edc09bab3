using Pockr.Client;
using Pockr.Contracts;
using Pockr.Testing;

namespace Pockr.Sdk.Tests;

public sealed class ContainersClientTests
{
    private static readonly Dictionary<string, Func<ContainersClient, Task>> s_calls = new()
    {
        ["GET /v1/containers?all=true&label=a%3Db&name=w"] = client => client.ListAsync(all: true, [("label", "a=b"), ("name", "w")]),
        ["POST /v1/containers/a/stop"] = client => client.StopAsync("a", timeoutSeconds: null),
        ["POST /v1/containers/a/stop?timeoutSeconds=10"] = client => client.StopAsync("a"),
        ["POST /v1/containers/a/restart?timeoutSeconds=0"] = client => client.RestartAsync("a", 0),
        ["POST /v1/containers/a/kill?signal=HUP"] = client => client.KillAsync("a", "HUP"),
        ["POST /v1/containers/a/recreate"] = client => client.RecreateAsync("a"),
        ["POST /v1/containers/a/pause"] = client => client.PauseAsync("a"),
        ["POST /v1/containers/a/unpause"] = client => client.UnpauseAsync("a"),
        ["""POST /v1/containers/a/rename {"name":"b"}"""] = client => client.RenameAsync("a", "b"),
        ["""PATCH /v1/containers/a {"cpus":0.5}"""] = client => client.UpdateAsync("a", new UpdateContainerRequest(Cpus: 0.5)),
        ["POST /v1/containers/a/wait"] = client => client.WaitAsync("a"),
        ["POST /v1/containers/prune?label=x&label=y%3Dz"] = client => client.PruneAsync(["x", "y=z"]),
        ["GET /v1/containers/a/top"] = client => client.ListProcessesAsync("a"),
        ["GET /v1/containers/a/changes"] = client => client.ListChangesAsync("a"),
        ["""POST /v1/containers/a/exec/detached {"cmd":["ls"]}"""] = client => client.StartExecAsync("a", new ExecRequest(["ls"])),
    };

    public static TheoryData<string> Requests => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task EachCall_IsItsRequest(string request)
    {
        await using var agent = await FakeAgent.StartAsync();
        var line = request.Split(' ', 3);
        agent.On($"{line[0]} {line[1].Split('?')[0]}", AnswerTo(line[1]));
        using var client = new PockrClient(agent.Url, "secret");

        await s_calls[request](client.Containers);

        Assert.Equal(request, agent.Requests.Single());
    }

    [Fact]
    public async Task ARunWithoutItsPlace_IsNoContainerWithoutAnId()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("POST /v1/containers/run", """{"exitCode":0}""");
        using var client = new PockrClient(agent.Url, "secret");

        var failure = await Assert.ThrowsAsync<AgentUnreachableException>(() => client.Containers.RunAsync(new CreateContainerRequest("busybox"), TestContext.Current.CancellationToken));

        Assert.Contains("which container was made", failure.Message, StringComparison.Ordinal);
    }

    private static string AnswerTo(string path) => path.Split('?')[0] switch
    {
        "/v1/containers" or "/v1/containers/a/top" or "/v1/containers/a/changes" => "[]",
        "/v1/containers/a/wait" => """{"exitCode":0}""",
        "/v1/containers/a/exec/detached" => """{"id":"e"}""",
        "/v1/containers/a/recreate" => """{"id":"b","warnings":[]}""",
        "/v1/containers/prune" => """{"removed":[],"reclaimedBytes":0}""",
        _ => """{"warnings":[]}""",
    };
}
