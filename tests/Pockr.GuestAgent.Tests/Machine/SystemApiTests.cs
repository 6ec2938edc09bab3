using System.Net;
using System.Runtime.Versioning;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Machine;

public sealed class SystemApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData("", "POST /containers/prune;POST /networks/prune?filters=%7B%22label%21%22%3A%5B%22pockr.allowed-hosts%22%5D%7D;POST /images/prune")]
    [InlineData("""{"networks":false,"images":false,"volumes":true,"labels":["a=b"]}""", "POST /containers/prune?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D;POST /volumes/prune?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D")]
    public async Task Prune_TouchesVolumesOnlyWhenTold(string body, string requests)
    {
        await using var script = new ScriptedEngine(request => request switch
        {
            _ when request.StartsWith("POST /containers/prune", StringComparison.Ordinal) => Answer(200, """{"ContainersDeleted":["abc"],"SpaceReclaimed":5}"""),
            _ when request.Contains("/prune", StringComparison.Ordinal) => Answer(200, """{"SpaceReclaimed":1}"""),
            _ => EngineScripts.Ready(request),
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        using var answer = body.Length == 0
            ? await agent.Client.PostAsync("/v1/system/prune", null, Cancellation)
            : await agent.PostAsync("/v1/system/prune", body);

        Assert.Contains("\"containers\":[\"abc\"]", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(requests.Split(';'), script.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_WhileAnotherRuns_Is409()
    {
        await using var script = new ScriptedEngine(request => request.StartsWith("POST", StringComparison.Ordinal)
            ? Answer(409, """{"message":"a prune operation is already running"}""")
            : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, problem) = await agent.PostJsonAsync("/v1/system/prune", "{}");

        Assert.Equal((HttpStatusCode.Conflict, "engine_busy"), (status, (string?)problem["code"]));
    }

    [Fact(Timeout = 60_000)]
    [UnsupportedOSPlatform("windows")]
    public async Task PowerOff_AnswersAndThenRunsTheProgram()
    {
        var directory = Directory.CreateTempSubdirectory("pockr-power-");
        var program = Path.Combine(directory.FullName, "poweroff");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n: >\"$0.ran\"\n", Cancellation);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var agent = await AgentUnderTest.StartAsync(settings: $"--PowerOffProgram={program}");

        using var answer = await agent.Client.PostAsync("/v1/system/power-off", null, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        while (!File.Exists($"{program}.ran"))
        {
            await Task.Delay(10, Cancellation);
        }

        directory.Delete(recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task PowerOff_WithoutAProgramForIt_SaysSo()
    {
        await using var agent = await AgentUnderTest.StartAsync(settings: "--PowerOffProgram=/no/such/program");

        var (status, problem) = await agent.PostJsonAsync("/v1/system/power-off", "");

        Assert.Equal((HttpStatusCode.Forbidden, "not_permitted"), (status, (string?)problem["code"]));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0)]
    [InlineData(1577836799999)]
    [InlineData(7258118400000)]
    [InlineData(-1)]
    public async Task Time_OfAnotherAge_IsRefused(long unixMilliseconds)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.PostJsonAsync("/v1/system/time", $$"""{"unixMilliseconds":{{unixMilliseconds}}}""");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, (string?)problem["code"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Metrics_WithoutDockerd_HaveTheMachines()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var text = await agent.Client.GetStringAsync("/metrics", Cancellation);

        Assert.Contains("\npockr_engine_up 0\n", text, StringComparison.Ordinal);
        Assert.Matches("\npockr_machine_memory_total_bytes [0-9]{6,}\n", text);
    }

    [Fact(Timeout = 60_000)]
    public async Task Metrics_HaveWhatTheControlGroupOfAContainerSays()
    {
        var groups = Directory.CreateTempSubdirectory("pockr-cgroup-");
        var group = groups.CreateSubdirectory("docker/abc").FullName;
        await File.WriteAllTextAsync(Path.Combine(group, "cpu.stat"), "usage_usec 1500000\nuser_usec 5\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(group, "memory.current"), "1000\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(group, "memory.stat"), "anon 100\ninactive_file 300\n", Cancellation);
        await using var script = new ScriptedEngine(request => request == "GET /containers/json?all=1"
            ? Answer(200, """[{"Id":"abc","Names":["/w\"eb"],"Image":"i","Command":"c","State":"running","Status":"Up","Created":1,"Ports":[]}]""")
            : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, settings: $"--ControlGroups={groups.FullName}");

        var text = await agent.Client.GetStringAsync("/metrics", Cancellation);

        Assert.Contains("\npockr_containers{state=\"running\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\npockr_container_cpu_seconds_total{id=\"abc\",name=\"w\\\"eb\"} 1.5\n", text, StringComparison.Ordinal);
        Assert.Contains("\npockr_container_memory_bytes{id=\"abc\",name=\"w\\\"eb\"} 700\n", text, StringComparison.Ordinal);
        groups.Delete(recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task HealthDetails_WithoutDockerd_SayWhichPartsAreMissing()
    {
        await using var agent = await AgentUnderTest.StartAsync(images: ["busybox"], settings: "--ContainerdSocket=/no/such.sock");

        var (status, health) = await agent.GetJsonAsync("/v1/health");

        Assert.Equal((HttpStatusCode.OK, "degraded"), (status, (string?)health["status"]));
        Assert.Equal(
            ["containerd", "dockerd", "bundled-images"],
            health["parts"]!.AsArray().Where(part => (string?)part!["stage"] == "starting").Select(part => (string?)part!["name"]));
    }
}
