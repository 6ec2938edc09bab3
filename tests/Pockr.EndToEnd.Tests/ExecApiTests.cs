using System.Net;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class ExecApiTests(RunningVm vm, IdleContainer idle) : IClassFixture<IdleContainer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Run_TellsBothStreamsAndTheExitCode()
    {
        var result = await RunAsync("""{"cmd":["sh","-c","cat; echo bad >&2; pwd; exit 3"],"stdin":"in ä","workDir":"/tmp"}""");

        Assert.Equal(("in ä/tmp\n", "bad\n", 3), ((string)result["stdout"]!, (string)result["stderr"]!, (int)result["exitCode"]!));
        Assert.Equal((10, 4), ((int)result["stdoutBytes"]!, (int)result["stderrBytes"]!));
        Assert.False((bool)result["timedOut"]! || (bool)result["truncated"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_KeepsNoMoreThanAskedFor_AndSaysHowMuchThereWas()
    {
        var result = await RunAsync("""{"cmd":["sh","-c","head -c 3000000 /dev/zero | tr '\\0' x"],"maxOutputBytes":100}""");

        Assert.Equal(new string('x', 100), (string?)result["stdout"]);
        Assert.Equal((true, 3_000_000, 0), ((bool)result["truncated"]!, (int)result["stdoutBytes"]!, (int)result["exitCode"]!));
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_ThatTakesTooLong_LeavesNoProcess()
    {
        Assert.DoesNotContain("sleep 543", await ProcessesAsync(), StringComparison.Ordinal);

        var result = await RunAsync("""{"cmd":["sh","-c","echo begun; setsid sleep 543 & (setsid sleep 543 &); sh -c 'sleep 543; true' & wait"],"timeoutSeconds":1}""");

        Assert.Equal((true, "begun\n"), ((bool)result["timedOut"]!, (string)result["stdout"]!));
        Assert.DoesNotContain("sleep 543", await ProcessesAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Exec_ThatTakesTooLong_SaysSoInItsLastLine_AndLeavesNoProcess()
    {
        var answer = await vm.CurlAsync($"/v1/containers/{idle.Name}/exec", """{"cmd":["sh","-c","cat; sleep 544; true"],"stdin":"given","timeoutSeconds":1}""");

        var lines = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("""{"stream":"stdout","text":"given"}""", lines[0]);
        Assert.Equal("""{"exitCode":137,"timedOut":true}""", lines[^1]);
        Assert.DoesNotContain("sleep 544", await ProcessesAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task ADetachedExec_IsReadWaitedForAndListed()
    {
        var id = await StartAsync("""{"cmd":["sh","-c","echo one; cat; echo two >&2; exit 4"],"stdin":"-"}""");

        var ended = await PostAsync($"/v1/execs/{id}/wait?timeoutSeconds=60", null);
        Assert.Equal((false, 4, 9), ((bool)ended["running"]!, (int)ended["exitCode"]!, (int)ended["bufferedBytes"]!));

        var peeked = await GetAsync($"/v1/execs/{id}/output?peek=true");
        var read = await GetAsync($"/v1/execs/{id}/output");
        var nothing = await GetAsync($"/v1/execs/{id}/output");
        var rest = await GetAsync($"/v1/execs/{id}/output?cursor=4");
        Assert.Equal(peeked.ToJsonString(), read.ToJsonString());
        Assert.Equal(("one\n-", "two\n"), (TextOf(read, "stdout"), TextOf(read, "stderr")));
        Assert.Equal((9, true, 0), ((int)read["cursor"]!, (bool)read["ended"]!, nothing["frames"]!.AsArray().Count));
        Assert.Equal(5, (TextOf(rest, "stdout") + TextOf(rest, "stderr")).Length); // which pipe was read first is nobody's promise
        Assert.Contains((await GetAsync("/v1/execs")).AsArray(), exec => (string?)exec!["id"] == id);

        Assert.Equal(409, (await vm.CurlAsync($"/v1/execs/{id}/signal", """{"signal":"TERM"}""")).Status);
        using var removed = await vm.Api.DeleteAsync($"/v1/execs/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal("exec_not_found", (string?)(await vm.CurlAsync($"/v1/execs/{id}")).Json["code"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task ADetachedExec_ThatWritesMoreThanIsKept_SaysWhatWasDropped()
    {
        var id = await StartAsync("""{"cmd":["sh","-c","head -c 3000000 /dev/zero | tr '\\0' x; echo end"]}""");

        var ended = await PostAsync($"/v1/execs/{id}/wait?timeoutSeconds=60", null);
        var output = await GetAsync($"/v1/execs/{id}/output?cursor=0");

        Assert.Equal(3_000_004, (int)ended["bufferedBytes"]! + (int)ended["droppedBytes"]!);
        Assert.InRange((int)ended["bufferedBytes"]!, 900_000, 1024 * 1024);
        Assert.Equal((int)ended["droppedBytes"]!, (int)output["droppedBytes"]!);
        Assert.EndsWith("xend\n", TextOf(output, "stdout"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task ADetachedExec_IsSignalled_AndRemovedWithItsChildren()
    {
        var trapping = await StartAsync("""{"cmd":["sh","-c","trap 'echo got; exit 9' USR1; echo ready; while true; do sleep 0.1; done"]}""");
        Assert.Equal("ready\n", TextOf(await GetAsync($"/v1/execs/{trapping}/output?waitSeconds=30"), "stdout"));
        Assert.Equal(204, (await vm.CurlAsync($"/v1/execs/{trapping}/signal", """{"signal":"SIGUSR1"}""")).Status);
        Assert.Equal(9, (int)(await PostAsync($"/v1/execs/{trapping}/wait", null))["exitCode"]!);
        Assert.Equal(400, (await vm.CurlAsync($"/v1/execs/{trapping}/signal", """{"signal":"NOPE"}""")).Status);

        var removed = await StartAsync("""{"cmd":["sh","-c","sleep 545 & echo ready; wait"]}""");
        await GetAsync($"/v1/execs/{removed}/output?waitSeconds=30");
        Assert.Contains("sleep 545", await ProcessesAsync(), StringComparison.Ordinal);
        using var gone = await vm.Api.DeleteAsync($"/v1/execs/{removed}", Cancellation);
        Assert.DoesNotContain("sleep 545", await ProcessesAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""{"cmd":[]}""")]
    [InlineData("""{"cmd":["true"],"timeoutSeconds":0}""")]
    [InlineData("""{"cmd":["true"],"timeoutSeconds":3601}""")]
    [InlineData("""{"cmd":["true"],"maxOutputBytes":-1}""")]
    [InlineData("""{"cmd":["true"],"env":["=x"]}""")]
    public async Task Run_OfWhatCannotBe_Is400(string body)
    {
        var answer = await vm.CurlAsync($"/v1/containers/{idle.Name}/exec/run", body);

        Assert.Equal((400, "invalid_request"), (answer.Status, (string?)answer.Json["code"]));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("run")]
    [InlineData("detached")]
    public async Task InAnUnknownContainer_Is404(string kind)
    {
        var answer = await vm.CurlAsync($"/v1/containers/b-nobody/exec/{kind}", """{"cmd":["true"]}""");

        Assert.Equal((404, "container_not_found"), (answer.Status, (string?)answer.Json["code"]));
    }

    private static string TextOf(JsonNode output, string stream) =>
        string.Concat(output["frames"]!.AsArray().Where(frame => (string?)frame!["stream"] == stream).Select(frame => (string?)frame!["text"]));

    private async Task<string> ProcessesAsync() => (string)(await RunAsync("""{"cmd":["ps","-o","args"]}"""))["stdout"]!;

    private Task<JsonNode> RunAsync(string body) => PostAsync($"/v1/containers/{idle.Name}/exec/run", body);

    private async Task<string> StartAsync(string body) => (string)(await PostAsync($"/v1/containers/{idle.Name}/exec/detached", body))["id"]!;

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await vm.Api.GetStringAsync(path, Cancellation))!;

    private async Task<JsonNode> PostAsync(string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await vm.Api.PostAsync(path, content, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
