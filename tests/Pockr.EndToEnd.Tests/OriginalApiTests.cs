using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class OriginalApiTests(RunningVm vm)
{
    [Fact(Timeout = 60_000)]
    public async Task Health_NeedsNoToken()
    {
        var answer = await ApiAnswer.CurlAsync(vm.Url + "/health", token: null);

        Assert.Equal(200, answer.Status);
        Assert.Equal("ok", (string?)answer.Json["status"]);
        Assert.Equal("docker", (string?)answer.Json["runtime"]);
        Assert.Matches(@"^\d+\.\d+", (string?)answer.Json["version"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/containers", null)]
    [InlineData("/logs?name=x", null)]
    [InlineData("/containers/start", "{}")]
    [InlineData("/containers/stop", "{}")]
    [InlineData("/images/pull", "{}")]
    [InlineData("/exec", "{}")]
    [InlineData("/vm/exec", """{"cmd":"true"}""")]
    [InlineData("/v1/containers", null)]
    [InlineData("/nothing", null)]
    public async Task EveryOtherPath_WithoutTheToken_Is401(string path, string? body)
    {
        var missing = await ApiAnswer.CurlAsync(vm.Url + path, token: null, body);
        var wrong = await ApiAnswer.CurlAsync(vm.Url + path, "00000000-0000-4000-8000-000000000000", body);

        Assert.Equal((401, "Missing Authorization header"), (missing.Status, (string?)missing.Json["detail"]));
        Assert.Equal((401, "Invalid token"), (wrong.Status, (string?)wrong.Json["detail"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Containers_StartListExecLogsStop()
    {
        var started = await vm.CurlAsync("/containers/start", """
            {"image":"busybox","name":"original","cmd":["sh","-c","echo out; echo err >&2; echo $GREETING; exec sleep 600"],
             "env":[{"key":"GREETING","value":"hello"}],"ports":[{"host":18181,"container":80}]}
            """);
        Assert.Equal((200, "started", "original"), (started.Status, (string?)started.Json["status"], (string?)started.Json["name"]));
        Assert.Matches("^[0-9a-f]{64}$", (string?)started.Json["id"]);

        var listed = (await vm.CurlAsync("/containers")).Json.AsArray().Single(entry => (string?)entry!["name"] == "original")!;
        Assert.Equal("busybox", (string?)listed["image"]);
        Assert.StartsWith("Up ", (string?)listed["status"], StringComparison.Ordinal);
        Assert.Equal("0.0.0.0:18181->80/tcp", (string?)listed["ports"]![0]);

        var exec = await vm.CurlAsync("/exec", """{"name":"original","cmd":"echo in; echo bad >&2; exit 3"}""");
        Assert.Equal(("in\n", "bad\n", 3), ((string)exec.Json["stdout"]!, (string)exec.Json["stderr"]!, (int)exec.Json["exitCode"]!));

        var logs = await vm.CurlAsync("/logs?name=original&tail=100");
        Assert.Equal("text/plain; charset=utf-8", logs.ContentType);
        Assert.Equal(["err", "hello", "out"], logs.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());

        var stopped = await vm.CurlAsync("/containers/stop", """{"name":"original"}""");
        Assert.Equal((200, "stopped"), (stopped.Status, (string?)stopped.Json["status"]));
        Assert.Equal(200, (await vm.CurlAsync("/containers/stop", """{"name":"original"}""")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_RunsAsRootInTheMachine()
    {
        var answer = await vm.CurlAsync("/vm/exec", """{"cmd":"id -u; hostname; exit 7"}""");

        Assert.Equal(("0\npockr\n", 7), ((string)answer.Json["stdout"]!, (int)answer.Json["exitCode"]!));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/containers/stop", """{"name":"nobody"}""")]
    [InlineData("/exec", """{"name":"nobody","cmd":"true"}""")]
    [InlineData("/logs?name=nobody", null)]
    public async Task AnUnknownContainer_Is404WithARemedy(string path, string? body)
    {
        var answer = await vm.CurlAsync(path, body);

        Assert.Equal((404, "application/problem+json"), (answer.Status, answer.ContentType.Split(';')[0]));
        Assert.Equal("container_not_found", (string?)answer.Json["code"]);
        Assert.Contains("nobody", (string?)answer.Json["detail"], StringComparison.Ordinal);
        Assert.NotEmpty((string)answer.Json["remedy"]!);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_WithoutAnImage_Is422AsInTheOriginal()
    {
        var answer = await vm.CurlAsync("/containers/start", """{"name":"x"}""");

        Assert.Equal(422, answer.Status);
        Assert.Equal("""["body","image"]""", answer.Json["detail"]![0]!["loc"]!.ToJsonString());
    }

    [Fact(Timeout = 120_000)]
    public async Task ALongCommand_BlocksNothingElse()
    {
        // The machine's shell waits for a file that only a second request makes: were requests served one by one, neither would end.
        var waiting = vm.CurlAsync("/vm/exec", """{"cmd":"while [ ! -e /tmp/second ]; do usleep 50000; done; echo released"}""");
        await vm.InMachineAsync("touch /tmp/second");

        Assert.Equal("released\n", (string?)(await waiting).Json["stdout"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Pull_OfWhatNoRegistryHas_TellsWhy()
    {
        var answer = await vm.CurlAsync("/images/pull", new JsonObject { ["image"] = "10.0.2.2:9/no/such:1" }.ToJsonString());

        Assert.Equal((502, "registry_unreachable"), (answer.Status, (string?)answer.Json["code"]));
    }
}
