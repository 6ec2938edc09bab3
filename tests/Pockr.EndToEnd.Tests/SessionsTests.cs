using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class SessionsTests(RunningVm vm, IdleContainer idle) : IClassFixture<IdleContainer>, IAsyncLifetime
{
    private readonly string _flag = $"/tmp/{Guid.NewGuid():n}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await idle.EnsureRunsAsync();

    /// <summary>A session ends with all it has started.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in Ids(await GetAsync($"/v1/sessions?container={idle.Name}")))
        {
            await SendAsync("DELETE", $"/v1/sessions/{session}");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task ASession_KeepsDirectoryVariablesAndFunctions()
    {
        var session = await CreateAsync("""{"env":["GIVEN=1"],"workDir":"/etc","shell":["sh"]}""");

        Assert.Equal("/etc 1\n", await StdoutAsync(session, "echo $PWD $GIVEN"));
        await RunAsync(session, "cd /tmp; export WORD='it'\\''s'; plain=2; say() {\n  echo \"said $1\"\n}");
        var kept = await StdoutAsync(session, "pwd; env | grep ^WORD; echo $plain; say ä");

        Assert.Equal("/tmp\nWORD=it's\n2\nsaid ä\n", kept);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_TellsBothStreamsByteForByteAndTheExitCode()
    {
        var session = await CreateAsync();

        var result = await RunAsync(session, "printf 'no newline'; printf '\\nbad\\n\\n' >&2; (exit 7)");
        var nothing = await RunAsync(session, "");
        var input = await RunAsync(session, "cat; head -c 200000 /dev/zero | tr '\\0' x", ""","maxOutputBytes":100""");

        Assert.Equal(("no newline", "\nbad\n\n", 7), Of(result));
        Assert.False((bool)result["timedOut"]! || (bool)result["truncated"]! || (bool)result["ended"]!);
        Assert.Equal(("", "", 0), Of(nothing));
        Assert.Equal((new string('x', 100), true), ((string)input["stdout"]!, (bool)input["truncated"]!));
        Assert.Equal(0, (int)(await InfoAsync(session))["bufferedBytes"]!);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("if")]
    [InlineData("echo 'abc")]
    [InlineData("echo \"$(")]
    [InlineData(")")]
    [InlineData("}")]
    [InlineData("<<END\nnever")]
    [InlineData("exec 1>/dev/null 2>&1 8>&- 9>&-")]
    [InlineData("set -xv")]
    [InlineData("echo \\")]
    [InlineData("alias echo=false printf=false")]
    [InlineData("printf() { false; }")]
    [InlineData("sleep 600 &")]
    [InlineData("true # comment")]
    public async Task ACommandThatIsWrongOrOdd_DoesNotHarmTheNext(string command)
    {
        var session = await CreateAsync();

        var odd = await RunAsync(session, command);
        var next = await RunAsync(session, "set +xv; unalias -a; unset -f printf; \\echo next; (exit 5)");

        Assert.False((bool)odd["ended"]! || (bool)odd["timedOut"]!);
        Assert.Equal(("next\n", 5), ((string)next["stdout"]!, (int)next["exitCode"]!));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("echo last; exit 3", "last\n", 3)]
    [InlineData("sleep 551 & exit 4", "", 4)]
    [InlineData("set -e; echo one; false; echo two", "one\n", 1)]
    [InlineData("exec sh -c 'echo other; exit 6'", "other\n", 6)]
    public async Task Exit_EndsTheSession_WithAllItStarted(string command, string stdout, int exitCode)
    {
        var session = await CreateAsync();

        var result = await RunAsync(session, command);
        var again = await SendAsync("POST", $"/v1/sessions/{session}/run", """{"command":"true"}""");
        var info = await InfoAsync(session);

        Assert.Equal((stdout, exitCode, true), ((string)result["stdout"]!, (int)result["exitCode"]!, (bool)result["ended"]!));
        Assert.Equal((409, "session_ended"), (again.Status, (string?)again.Json["code"]));
        Assert.Equal(("ended", exitCode), ((string)info["state"]!, (int)info["exitCode"]!));
        Assert.DoesNotContain("sleep 551", await ProcessesAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("sleep 552; echo on")]
    [InlineData("while :; do :; done")]
    [InlineData("while :; do sleep 0.1; done; echo on")]
    [InlineData("f() { sh -c 'sleep 552; true'; }; f; echo on")]
    [InlineData("sleep 552 & sleep 552 & wait; echo on")]
    [InlineData("sh -c \"trap '' INT; echo begun; sleep 552; true\" | cat; echo on")]
    public async Task Run_ThatTakesTooLong_LeavesTheSessionAndNoProcess(string command)
    {
        var session = await CreateAsync();
        await RunAsync(session, "cd /tmp; sleep 553 &");

        var result = await RunAsync(session, $"echo begun; {command}", ""","timeoutSeconds":1""");
        var processes = await ProcessesAsync();

        Assert.Equal((true, false, null), ((bool)result["timedOut"]!, (bool)result["ended"]!, result["exitCode"]));
        Assert.StartsWith("begun\n", (string)result["stdout"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("sleep 552", processes, StringComparison.Ordinal);
        Assert.Contains("sleep 553", processes, StringComparison.Ordinal);
        Assert.Equal("/tmp\n", await StdoutAsync(session, "pwd"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_ThatCannotBeInterrupted_EndsTheSession_AndSaysSo()
    {
        var session = await CreateAsync();

        var result = await RunAsync(session, "trap '' INT; while :; do sleep 0.1; done", ""","timeoutSeconds":1""");

        Assert.Equal((true, true), ((bool)result["timedOut"]!, (bool)result["ended"]!));
        Assert.Equal("ended", (string?)(await InfoAsync(session))["state"]);
        Assert.Single(await ProcessLinesAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_WhileAnotherRuns_IsRefused_InThatSessionOnly()
    {
        var (one, other) = (await CreateAsync(), await CreateAsync());
        var waiting = RunAsync(one, $"until test -e {_flag}; do sleep 0.05; done; rm {_flag}; echo went");
        await WhenBusyAsync(one);

        var run = await SendAsync("POST", $"/v1/sessions/{one}/run", """{"command":"true"}""");
        var send = await SendAsync("POST", $"/v1/sessions/{one}/send", """{"text":"true\n"}""");
        Assert.Equal("", await StdoutAsync(other, $": >{_flag}"));

        Assert.Equal((409, "session_busy"), (run.Status, (string?)run.Json["code"]));
        Assert.Equal((409, "session_busy"), (send.Status, (string?)send.Json["code"]));
        Assert.Equal("went\n", (string?)(await waiting)["stdout"]);
        Assert.Equal("running", (string?)(await InfoAsync(one))["state"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task Send_FeedsAProgram_AndItsOutputIsRead()
    {
        var session = await CreateAsync();

        await SendTextAsync(session, "echo ready; read word; echo \"got $word\"; echo oops >&2\n");
        await ReadUntilAsync(session, "ready\n", "stdout");
        await SendTextAsync(session, "fed ä\n");
        var output = await ReadUntilAsync(session, "oops\n", "stderr");
        var next = await RunAsync(session, "echo $word");

        Assert.Equal("ready\ngot fed ä\n", TextOf(output, "stdout"));
        Assert.Equal("fed ä\n", (string?)next["stdout"]);
        var reading = await GetAsync($"/v1/sessions/{session}/output");
        Assert.Equal((string?)output["cursor"]?.ToString(), reading["cursor"]?.ToString());
        Assert.False((bool)reading["ended"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task WhatWasSentBefore_IsNotInTheResult()
    {
        var session = await CreateAsync();

        await SendTextAsync(session, "sleep 0.5; echo sent; echo sent >&2\n");
        var result = await RunAsync(session, "echo run");

        Assert.Equal(("run\n", "", 0), Of(result));
        Assert.Equal("sent\n", TextOf(await ReadUntilAsync(session, "sent\n", "stderr"), "stdout"));
    }

    [Fact(Timeout = 120_000)]
    public async Task WhatComesLaterFromTheBackground_IsRead()
    {
        var session = await CreateAsync();

        var result = await RunAsync(session, $"(until test -e {_flag}; do sleep 0.05; done; rm {_flag}; printf late) & echo at once");
        await idle.Container.PostAsync("exec/run", $$"""{"cmd":["touch","{{_flag}}"]}""");

        Assert.Equal("at once\n", (string?)result["stdout"]);
        Assert.Equal("late", TextOf(await ReadUntilAsync(session, "late", "stdout"), "stdout"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Remove_EndsItWithAllItStarted()
    {
        var session = await CreateAsync();
        await RunAsync(session, "sleep 554 & sh -c 'sleep 554 & wait' &");
        var waiting = RunAsync(session, "sleep 554");
        await WhenBusyAsync(session);

        Assert.Contains(session, Ids(await GetAsync($"/v1/sessions?container={idle.Name}")));
        Assert.DoesNotContain(session, Ids(await GetAsync("/v1/sessions?container=s-nobody")));
        var removed = await SendAsync("DELETE", $"/v1/sessions/{session}");

        Assert.Equal((204, true), (removed.Status, (bool)(await waiting)["ended"]!));
        Assert.Single(await ProcessLinesAsync());
        var gone = await SendAsync("GET", $"/v1/sessions/{session}");
        Assert.Equal((404, "session_not_found"), (gone.Status, (string?)gone.Json["code"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task AClientThatGoesAway_EndsTheCommand_NotTheSession()
    {
        var session = await CreateAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var body = new StringContent("""{"command":"cd /tmp; sleep 555; echo on"}""", Encoding.UTF8, "application/json");
        var waiting = vm.Api.PostAsync($"/v1/sessions/{session}/run", body, leaving.Token);
        while (!(await ProcessesAsync()).Contains("sleep 555", StringComparison.Ordinal))
        {
            await Task.Delay(20, Cancellation);
        }

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        while ((string?)(await InfoAsync(session))["state"] == "busy")
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.DoesNotContain("sleep 555", await ProcessesAsync(), StringComparison.Ordinal);
        Assert.Equal("/tmp\n", await StdoutAsync(session, "pwd"));
    }

    [Fact(Timeout = 120_000)]
    public async Task AContainerThatStops_EndsItsSessions_AndTheySayWhy()
    {
        var session = await CreateAsync();
        var waiting = RunAsync(session, "sleep 556");
        await WhenBusyAsync(session);

        Assert.Equal(204, (await idle.Container.PostAsync("stop?timeoutSeconds=0")).Status);
        var result = await waiting;
        var info = await InfoAsync(session);

        Assert.True((bool)result["ended"]!);
        Assert.Equal(("ended", "container_not_running"), ((string?)info["state"], (string?)info["error"]?["code"]));
        Assert.True((bool)(await GetAsync($"/v1/sessions/{session}/output?waitSeconds=60"))["ended"]!);
        var another = await idle.Container.PostAsync("sessions", "{}");
        Assert.Equal((409, "container_not_running"), (another.Status, (string?)another.Json["code"]));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("""{"shell":["no-shell"]}""")]
    [InlineData("""{"shell":["true"]}""")]
    [InlineData("""{"workDir":"/nowhere"}""")]
    [InlineData("""{"user":"nobody-of-that-name"}""")]
    public async Task ASessionThatCannotStart_Is400_AndLeavesNothing(string request)
    {
        var answer = await idle.Container.PostAsync("sessions", request);

        Assert.Equal((400, "invalid_request"), (answer.Status, (string?)answer.Json["code"]));
        Assert.Empty((await GetAsync($"/v1/sessions?container={idle.Name}")).AsArray());
    }

    [Fact(Timeout = 60_000)]
    public async Task InAnUnknownContainer_Is404()
    {
        var answer = await SendAsync("POST", "/v1/containers/s-nobody/sessions", "{}");

        Assert.Equal((404, "container_not_found"), (answer.Status, (string?)answer.Json["code"]));
    }

    private static (string? Stdout, string? Stderr, int? ExitCode) Of(JsonNode result) =>
        ((string?)result["stdout"], (string?)result["stderr"], (int?)result["exitCode"]);

    private static IEnumerable<string?> Ids(JsonNode sessions) => sessions.AsArray().Select(session => (string?)session!["id"]);

    private static string TextOf(JsonNode output, string stream) =>
        string.Concat(output["frames"]!.AsArray().Where(frame => (string?)frame!["stream"] == stream).Select(frame => (string?)frame!["text"]));

    private Task<ApiAnswer> SendAsync(string method, string path, string? body = null) => TestContainer.SendAsync(vm, method, path, body);

    private async Task<string> CreateAsync(string request = "{}")
    {
        var answer = await idle.Container.PostAsync("sessions", request);
        Assert.True(answer.Status == (int)HttpStatusCode.Created, answer.Body);
        Assert.Equal("running", (string?)answer.Json["state"]);
        return (string)answer.Json["id"]!;
    }

    private async Task<JsonNode> RunAsync(string session, string command, string settings = "")
    {
        var body = $$"""{"command":{{JsonValue.Create(command).ToJsonString()}}{{settings}}}""";
        var answer = await SendAsync("POST", $"/v1/sessions/{session}/run", body);
        Assert.True(answer.Status == (int)HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private async Task<string> StdoutAsync(string session, string command) => (string)(await RunAsync(session, command))["stdout"]!;

    private async Task SendTextAsync(string session, string text)
    {
        var answer = await SendAsync("POST", $"/v1/sessions/{session}/send", new JsonObject { ["text"] = text }.ToJsonString());
        Assert.True(answer.Status == (int)HttpStatusCode.NoContent, answer.Body);
    }

    /// <summary>All output so far, once a stream of it ends with a text.</summary>
    private async Task<JsonNode> ReadUntilAsync(string session, string end, string stream)
    {
        JsonNode output;
        while (!TextOf(output = await GetAsync($"/v1/sessions/{session}/output?cursor=0&waitSeconds=30"), stream).EndsWith(end, StringComparison.Ordinal))
        {
            await Task.Delay(20, Cancellation);
        }

        return output;
    }

    private async Task WhenBusyAsync(string session)
    {
        while ((string?)(await InfoAsync(session))["state"] != "busy")
        {
            await Task.Delay(20, Cancellation);
        }
    }

    private Task<JsonNode> InfoAsync(string session) => GetAsync($"/v1/sessions/{session}");

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await vm.Api.GetStringAsync(path, Cancellation))!;

    private async Task<string> ProcessesAsync() => string.Join('\n', await ProcessLinesAsync());

    private async Task<IReadOnlyList<string>> ProcessLinesAsync()
    {
        var answer = await idle.Container.GetAsync("top");
        return [.. answer.Json.AsArray().Select(process => process!.ToJsonString())];
    }
}
