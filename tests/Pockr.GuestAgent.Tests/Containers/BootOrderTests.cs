using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.EngineClient;
using Pockr.EngineClient.Tests;
using Pockr.GuestAgent.Containers;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed class BootOrderTests : IDisposable
{
    private readonly DirectoryInfo _run = Directory.CreateTempSubdirectory("pockr-run-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task TheLowestIsStartedFirst_OnceForEachBoot_AndOneThatCannotBeKeepsNoOtherFromIt()
    {
        await using var script = new ScriptedEngine(request => request switch
        {
            _ when request.StartsWith("GET /containers/json?all=1", StringComparison.Ordinal) =>
                Answer(200, new JsonArray(Entry("last", "x", 1), Entry("db", "1", 9), Entry("web", "10", 1), Entry("gone", "2", 1), Entry("cache", "1", 2)).ToJsonString()),
            _ when request.StartsWith("GET /containers/gone/", StringComparison.Ordinal) => Answer(404, """{"message":"No such container: gone"}"""),
            _ when request.StartsWith("GET /containers/", StringComparison.Ordinal) => Answer(200, """
                {"Id":"x","Name":"/x","State":{"Status":"exited","Running":false,"Pid":0,"ExitCode":0,"Error":""},"Config":{"Tty":false,"Image":"i"},"HostConfig":{"AutoRemove":false}}
                """),
            _ => Answer(204, ""),
        });
        using var engine = new DockerEngine(script.SocketPath);
        using var starts = new ContainerStarts(engine, new NewContainers(engine));
        var order = new BootOrder(engine, starts, new AgentOptions { RunDirectory = _run.FullName }, NullLogger<BootOrder>.Instance);

        await order.StartAllAsync(Cancellation);
        await order.StartAllAsync(Cancellation);

        Assert.Equal(
            ["POST /containers/cache/start", "POST /containers/db/start", "POST /containers/web/start", "POST /containers/last/start"],
            script.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)));
        Assert.Contains(Uri.EscapeDataString(BootOrder.Label), script.Requests.First(), StringComparison.Ordinal);
    }

    public void Dispose() => _run.Delete(recursive: true);

    private static JsonObject Entry(string name, string priority, long created) => new()
    {
        ["Id"] = name, ["Names"] = new JsonArray($"/{name}"), ["Image"] = "i", ["Command"] = "c", ["State"] = "exited", ["Status"] = "Exited (0)",
        ["Created"] = created, ["Labels"] = new JsonObject { [BootOrder.Label] = priority },
    };
}
