using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using Pockr.Client;
using Pockr.Sdk.Sandboxes;
using Xunit.Sdk;
using Xunit.v3;

namespace Pockr.EndToEnd.Tests;

/// <summary>A model's sandboxes, through the protocol's own client.</summary>
[Collection(nameof(SharedVm))]
[TestCaseOrderer(typeof(KilledServerLast))]
public sealed class McpTests(RunningVm vm, McpTests.KilledServer killed) : IClassFixture<McpTests.KilledServer>, IAsyncLifetime
{
    private McpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new StdioClientTransportOptions
        {
            Command = Requirements.Launcher,
            Arguments = ["mcp", "--image", "busybox", "--network", "bridge", "--memory", "64m", "--pids-limit", "32", "--timeout", "60", "--max-output", "4k", "--max-sandboxes", "2"],
            EnvironmentVariables = new Dictionary<string, string?> { ["POCKR_HOME"] = vm.Cli.Home },
        };
        _client = await McpClient.CreateAsync(new StdioClientTransport(options), cancellationToken: Cancellation);
    }

    [Fact(Timeout = 300_000)]
    public async Task CodeRuns_WithinLimits_AndFilesStay()
    {
        var result = await MustAsync("run_code", """{"language":"sh","code":"cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids.max; echo 'è' >&2; exit 3"}""");
        Assert.Equal(("67108864\n32\n", "è\n", 3), ((string)result["stdout"]!, (string)result["stderr"]!, (int)result["exitCode"]!));

        await MustAsync("write_file", """{"path":"/work/a b.txt","content":"one è\n"}""");
        Assert.Equal("one è\n", (string)(await MustAsync("run_command", """{"argv":["cat","a b.txt"],"workDir":"/work"}"""))["stdout"]!);
        Assert.Equal("in", (string)(await MustAsync("run_command", """{"command":"cat","stdin":"in"}"""))["stdout"]!);
        Assert.Equal("a b.txt", (string)Assert.Single((await MustAsync("list_files", """{"path":"/work"}"""))["entries"]!.AsArray())!["name"]!);
        Assert.Equal("one è\n", (string)(await MustAsync("read_file", """{"path":"/work/../work/a b.txt"}"""))["content"]!);
        Assert.Equal("default", (string)Assert.Single((await MustAsync("list_sandboxes"))["sandboxes"]!.AsArray())!["name"]!);
        var absent = await MustAsync("run_code", """{"language":"node","code":"1"}""");
        Assert.True((int)absent["exitCode"]! is 126 or 127 && ((string)absent["stdout"]!).Contains("node", StringComparison.Ordinal), absent.ToJsonString());
    }

    [Fact(Timeout = 300_000)]
    public async Task WhatTakesTooLong_IsEnded_AndWhatWritesTooMuch_IsCut_AndReadInParts()
    {
        var late = await MustAsync("run_command", """{"command":"echo begun; sleep 7001","timeoutSeconds":1}""");
        Assert.Equal(("begun\n", true), ((string)late["stdout"]!, (bool)late["timedOut"]!));

        var cut = await MustAsync("run_command", """{"command":"yes | head -c 6000 | tee /tmp/yes; exit 4"}""");
        Assert.Equal((4096, true, 4), (((string)cut["stdout"]!).Length, (bool)cut["truncated"]!, (int)cut["exitCode"]!));
        var part = await MustAsync("read_file", """{"path":"/tmp/yes"}""");
        Assert.Equal((4096, 4096), ((int)part["bytes"]!, (int)part["nextOffset"]!));
        part = await MustAsync("read_file", """{"path":"/tmp/yes","offset":4096}""");
        Assert.Equal((1904, false), ((int)part["bytes"]!, (bool)part["truncated"]!));

        await MustAsync("run_command", """{"command":"printf '\\377\\000' >/tmp/bytes"}""");
        Assert.Equal(("/wA=", "base64"), ((string)(part = await MustAsync("read_file", """{"path":"/tmp/bytes"}"""))["content"]!, (string)part["encoding"]!));
    }

    [Fact(Timeout = 300_000)]
    public async Task APort_IsReachedFromThisHost()
    {
        await MustAsync("create_sandbox", """{"name":"web","ports":[8000]}""");
        await MustAsync("write_file", """{"sandbox":"web","path":"/www/index.html","content":"page"}""");
        await MustAsync("run_command", """{"sandbox":"web","command":"httpd -p 8000 -h /www"}""");

        var port = Assert.Single((await MustAsync("list_ports", """{"sandbox":"web"}"""))["ports"]!.AsArray())!;

        using var http = new HttpClient();
        Assert.Equal("page", await http.GetStringAsync(new Uri($"http://{port["hostAddress"]}:{port["hostPort"]}/"), Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task MoreThanIsAllowed_OrOthersHave_IsRefused()
    {
        await using var other = await McpServer.StartAsync(vm.Cli);
        await other.MustAsync("create_sandbox", """{"name":"one"}""");

        Assert.Contains("code: limit_exceeded", await RefusedAsync("create_sandbox", """{"memoryMiB":65}"""), StringComparison.Ordinal);
        Assert.Contains("code: sandbox_not_found", await RefusedAsync("run_command", """{"sandbox":"one","command":"true"}"""), StringComparison.Ordinal);
        await MustAsync("create_sandbox", """{"name":"one"}""");
        await MustAsync("create_sandbox");
        Assert.Contains("There are 2 sandboxes", await RefusedAsync("create_sandbox", "{}"), StringComparison.Ordinal);
        await MustAsync("remove_sandbox", """{"sandbox":"one"}""");
        Assert.Equal("sandbox-1", (string)Assert.Single((await MustAsync("list_sandboxes"))["sandboxes"]!.AsArray())!["name"]!);
        Assert.Contains("code: file_not_found", await RefusedAsync("read_file", """{"path":"/none"}"""), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task ACallThatIsGivenUp_EndsTheCommand()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = McpServer.MustAsync(_client, "run_command", """{"command":"echo >/tmp/begun; sleep 7002"}""", enough.Token);
        await WaitAsync(async () => (int)(await MustAsync("run_command", """{"command":"test -e /tmp/begun"}"""))["exitCode"]! == 0);

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await WaitAsync(async () => !((string)(await MustAsync("run_command", """{"argv":["ps"]}"""))["stdout"]!).Contains("sleep 7002", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task AServerWhoseInputIsClosed_EndsWell_AndLeavesNothing()
    {
        await using var server = await McpServer.StartAsync(vm.Cli);
        await server.MustAsync("create_sandbox");
        var project = await ProjectOfAsync(vm, server);
        var running = server.Client.CallToolAsync("run_command", new Dictionary<string, object?> { ["command"] = "sleep 7003" }, cancellationToken: Cancellation);

        Assert.Equal((0, ""), await server.CloseAsync());

        Assert.Empty(await ListAsync(vm, project));
        await Assert.ThrowsAnyAsync<Exception>(() => running.AsTask());
    }

    [Fact(Timeout = 300_000)]
    public Task AServerThatIsKilled_LeavesNothing_AfterAMinute() => WaitAsync(async () => (await ListAsync(vm, killed.Project)).Count == 0);

    public async ValueTask DisposeAsync() => await _client.DisposeAsync();

    private Task<JsonNode> MustAsync(string tool, string arguments = "{}") => McpServer.MustAsync(_client, tool, arguments);

    private Task<string> RefusedAsync(string tool, string arguments) => McpServer.RefusedAsync(_client, tool, arguments);

    /// <summary>The project of a server's only sandbox; in it, its host name is the beginning of its id.</summary>
    private static async Task<string> ProjectOfAsync(RunningVm vm, McpServer server)
    {
        var id = ((string)(await server.MustAsync("run_command", """{"sandbox":"sandbox-1","command":"hostname"}"""))["stdout"]!).Trim();
        return (await ListAsync(vm, project: null)).Single(sandbox => sandbox.Id.StartsWith(id, StringComparison.Ordinal)).Project!;
    }

    private static async Task<IReadOnlyList<SandboxInfo>> ListAsync(RunningVm vm, string? project)
    {
        using var client = new PockrClient(new Uri(vm.Url), vm.Token);
        await using var sandboxes = new SandboxesClient(client);
        return await sandboxes.ListAsync(project, Cancellation);
    }

    private static async Task WaitAsync(Func<Task<bool>> isSoAsync)
    {
        while (!await isSoAsync())
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One that is killed before the first test. What it leaves stays for a minute, in which the others are run.</summary>
    public sealed class KilledServer(RunningVm vm) : IAsyncLifetime
    {
        internal string Project { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await using var server = await McpServer.StartAsync(vm.Cli);
            await server.MustAsync("create_sandbox");
            Project = await ProjectOfAsync(vm, server);
            await server.KillAsync();
            Assert.Single(await ListAsync(vm, Project));
        }

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>Puts the test that waits for the minute's end behind the others.</summary>
    public sealed class KilledServerLast : ITestCaseOrderer
    {
        public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
            where TTestCase : notnull, ITestCase =>
            [.. testCases.OrderBy(test => test.TestMethod?.MethodName == nameof(AServerThatIsKilled_LeavesNothing_AfterAMinute))];
    }
}
