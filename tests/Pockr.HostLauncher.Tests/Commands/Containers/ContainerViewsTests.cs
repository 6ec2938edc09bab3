using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Commands that look at containers.</summary>
public sealed class ContainerViewsTests
{
    private const string Details = """
        {"id":"0123","name":"web","image":"busybox","imageId":"sha256:1","command":["sleep"],"createdAt":"2026-01-01T00:00:00Z",
         "state":{"status":"exited","running":false,"exitCode":137,"oomKilled":true},"restartCount":0,"env":["A=<1>"],"workDir":"","user":"",
         "hostname":"h","labels":{},"ports":[],"mounts":[],"networks":[],"limits":{"memoryBytes":1},"restartPolicy":{"name":"no","maximumRetryCount":0},
         "autoRemove":false,"readOnlyRoot":false,"privileged":false,"openStdin":false,"tty":false}
        """;

    [Fact]
    public async Task Ps_TellsThatMemoryRanOut()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", $"[{Container("Exited (137) 1 second ago")}]").On("GET /v1/containers/0123456789abcdef", Details);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps", "-a"));

        Assert.Contains("Exited (137) 1 second ago, out of memory", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ps_TakesFilters_AndPrintsIdsAlone()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", $"[{Container("Up 5 seconds")}]");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps", "-aq", "--filter", "status=running", "-f", "label=a=b", "-f", "id=0123"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps", "-q", "--no-trunc", "--filter", "id=4"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps", "-q", "--no-trunc"));

        Assert.Contains("GET /v1/containers?all=true&status=running&label=a%3Db", launcher.Agent.Requests);
        Assert.Equal("0123456789ab\n0123456789abcdef\n", launcher.Out);
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("ps", "--filter", "size=1"));
    }

    [Theory]
    [InlineData("{{.ID}} {{.Status}} {{json .Ports}}", "0123456789abcdef Up 5 seconds []\n")]
    [InlineData("json", "[{")]
    public async Task Ps_PrintsWhatATemplateAsksFor(string format, string printed)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", $"[{Container("Up 5 seconds")}]");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps", "--format", format));

        Assert.StartsWith(printed, launcher.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{range .}}")]
    [InlineData("{{.Name}}", "--json")]
    public async Task Ps_WithATemplateItCannotUse_AsksNothing(string format, params string[] more)
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(["ps", "--format", format, .. more]));

        Assert.Empty(launcher.Agent.Requests);
        Assert.Contains("\n  try: ", launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", ExitCodes.Success, "GET /v1/containers/web/logs")]
    [InlineData("5", ExitCodes.Success, "GET /v1/containers/web/logs?tail=5")]
    [InlineData("-1", ExitCodes.Usage, null)]
    [InlineData("few", ExitCodes.Usage, null)]
    public async Task Logs_TakeTheLastLines_OrAll(string tail, int exitCode, string? request)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("GET /v1/containers/web/logs", """{"stream":"stdout","text":"hi\n"}""");

        Assert.Equal(exitCode, await launcher.RunAsync("logs", "--tail", tail, "web"));

        Assert.Equal(request, launcher.Agent.Requests.SingleOrDefault());
    }

    [Fact]
    public async Task Logs_TakeTimes()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("GET /v1/containers/web/logs", """{"stream":"stdout","text":"hi\n"}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(
            "logs", "-t", "--tail", "3", "--since", "2026-01-31T12:00:00+01:00", "--until", "1767225600.5", "web"));

        Assert.Equal(
            "GET /v1/containers/web/logs?tail=3&since=2026-01-31T11%3A00%3A00Z&until=2026-01-01T00%3A00%3A00.5Z&timestamps=true",
            launcher.Agent.Requests.Single());
        Assert.Equal("hi\n", launcher.Out);
    }

    [Fact]
    public async Task Inspect_PrintsAllThatAreThere_AndFailsForTheRest()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers/web", Details).OnProblem("GET /v1/containers/no", 404, "container_not_found", "No container 'no'.");

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("inspect", "web", "no"));

        var container = JsonNode.Parse(launcher.Out)!.AsArray().Single()!;
        Assert.True((bool)container["state"]!["oomKilled"]!);
        Assert.Contains("\"A=<1>\"", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("No container 'no'.", launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{.State.Running}} {{.Name}}", "false web")]
    [InlineData("{{ .state.exitCode }}/{{json .Env}}", "137/[\"A=<1>\"]")]
    [InlineData("{{.Nothing}}", "<no value>")]
    public async Task Inspect_TakesTemplates(string template, string expected)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers/web", Details);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("inspect", "--format", template, "web"));

        Assert.Equal(expected.Replace("<1>", "\\u003C1\\u003E", StringComparison.Ordinal) + "\n", launcher.Out);
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("inspect", "-f", "{{range .Mounts}}x{{end}}", "web"));
    }

    [Theory]
    [InlineData("sha256:7", "busybox")]
    [InlineData("sha256:7", "--type", "image", "busybox")]
    [InlineData("web", "--type", "container", "web")]
    [InlineData("n1", "--type", "network", "web")]
    [InlineData("data", "data")]
    public async Task Inspect_FindsWhatHasTheName(string expected, params string[] arguments)
    {
        await using var launcher = await WithThingsAsync();

        Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync(["inspect", .. arguments]), launcher.Error));

        var found = JsonNode.Parse(launcher.Out)!.AsArray().Single()!;
        Assert.Contains(expected, new[] { (string?)found["id"], (string?)found["name"] });
    }

    [Fact]
    public async Task Inspect_OfNothing_SaysWhatTheFirstKindSays_AndAKindThatIsNone_IsRefused()
    {
        await using var launcher = await WithThingsAsync();

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("inspect", "wob"));
        Assert.Contains("No container 'wob'.\n  try: Did you mean 'web'?", launcher.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("inspect", "--type", "node", "web"));
        Assert.Contains("'--type node' is not known.", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_Diff_AndStats_AreTables()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers/web/top", """[{"pid":7,"parentPid":1,"user":"root","command":"sleep 9"}]""")
            .On("GET /v1/containers/web/changes", """[{"path":"/a","kind":"added"},{"path":"/b","kind":"modified"},{"path":"/c","kind":"deleted"}]""")
            .On("GET /v1/containers", $"[{Container("Up")}]")
            .On("GET /v1/containers/web", Details)
            .On("GET /v1/containers/0123456789abcdef/stats", """
                {"time":"2026-01-01T00:00:00Z","cpuPercent":12.34,"cpuCount":2,"cpuSeconds":1,"memoryBytes":1572864,"memoryLimitBytes":1073741824,
                 "memoryPercent":0.15,"pids":2,"networkReceivedBytes":1,"networkSentBytes":2048,"blockReadBytes":0,"blockWrittenBytes":0}
                """);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("top", "web"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("diff", "web"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("stats", "--no-stream", "web"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("stats", "--no-stream", "--json"));

        Assert.StartsWith("PID  PPID  USER  COMMAND\n7    1     root  sleep 9\nA /a\nC /b\nD /c\n", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("web   12.3%  1.5MiB  1.0GiB  0.2%      1B      2.0KiB   0B         0B            2\n", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("""[{"id":"0123456789abcdef","name":"web","stats":{"time":"2026-01-01T00:00:00+00:00","cpuPercent":12.34""", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_ArePrintedAsTheyCome()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines(
            "GET /v1/events",
            """{"cursor":"1","time":"2026-01-01T00:00:00Z","type":"container","action":"die","id":"c1","name":"web","attributes":{"name":"web","exitCode":"0"}}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("events", "--since", "1767225600", "--until", "1767225700", "--filter", "container=web", "--filter", "event=die"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("events", "--json", "--filter", "type=container"));

        Assert.Contains("GET /v1/events?action=die&container=web&since=2026-01-01T00%3A00%3A00Z&until=2026-01-01T00%3A01%3A40Z", launcher.Agent.Requests);
        Assert.Contains(" container die c1 (exitCode=0, name=web)\n", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("""{"cursor":"1",""", launcher.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task Prune_AsksWhoSitsThere(string answer, bool isDone)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers/prune", """{"removed":["c1"],"reclaimedBytes":2048}""");
        launcher.IsInputTerminal = true;
        launcher.Input = new MemoryStream(Encoding.UTF8.GetBytes(answer));

        Assert.Equal(isDone ? ExitCodes.Success : ExitCodes.Failure, await launcher.RunAsync("prune"));

        Assert.Equal(isDone, launcher.Agent.Requests.Contains("POST /v1/containers/prune"));
        Assert.Equal(isDone ? "c1\n" : "", launcher.Out);
    }

    [Fact]
    public async Task Prune_WithoutAnybodyToAsk_WantsForce()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers/prune", """{"removed":[],"reclaimedBytes":0}""");

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("prune"));
        Assert.Empty(launcher.Agent.Requests);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("prune", "--force", "--filter", "label=a=b"));
        Assert.Contains("POST /v1/containers/prune?label=a%3Db", launcher.Agent.Requests);
    }

    private static string Container(string status) =>
        $$"""{"id":"0123456789abcdef","name":"web","image":"i","command":"c","state":"running","status":"{{status}}","createdAt":"2026-01-01T00:00:00Z","ports":[]}""";

    /// <summary>A container and a network of one name, an image and a volume.</summary>
    private static async Task<Launcher> WithThingsAsync()
    {
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", $"[{Container("Up")}]").On("GET /v1/containers/web", Details)
            .On("GET /v1/images/inspect", context => context.Request.Query["image"] == "busybox"
                ? context.Response.WriteAsync("""
                    {"id":"sha256:7","tags":[],"digests":[],"sizeBytes":1,"architecture":"a","os":"linux",
                     "config":{"cmd":[],"entrypoint":[],"env":[],"exposedPorts":[],"volumes":[],"labels":{}},"layers":[]}
                    """)
                : NothingAsync(context, "image_not_found"))
            .On("GET /v1/networks/web", """
                {"id":"n1","name":"web","driver":"bridge","scope":"local","internal":false,"createdAt":"2026-01-01T00:00:00Z","labels":{},"options":{},"subnets":[],"containers":[]}
                """)
            .On("GET /v1/volumes/data", """{"name":"data","driver":"local","mountpoint":"/x","scope":"local","labels":{},"options":{}}""");
        foreach (var name in new[] { "busybox", "data", "wob" })
        {
            launcher.Agent.OnProblem($"GET /v1/containers/{name}", 404, "container_not_found", $"No container '{name}'.")
                .OnProblem($"GET /v1/networks/{name}", 404, "network_not_found");
        }

        launcher.Agent.OnProblem("GET /v1/volumes/wob", 404, "volume_not_found");
        return launcher;
    }

    private static Task NothingAsync(HttpContext context, string code)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync($$"""{"status":404,"title":"T","detail":"It is not there.","code":"{{code}}","remedy":"Do this."}""");
    }
}
