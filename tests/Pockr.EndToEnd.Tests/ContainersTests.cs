using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>What containers are made of, and what becomes of them.</summary>
[Collection(nameof(SharedVm))]
public sealed class ContainersTests(RunningVm vm)
{
    private const string Forever = """["sh","-c","trap 'exit 7' TERM; while :; do sleep 0.05; done"]""";

    [Fact(Timeout = 120_000)]
    public async Task Create_WithEverything_IsWhatInspectAndTheContainerTell()
    {
        await using var container = await TestContainer.RunAsync(vm, "a-all", """
            {"entrypoint":["sh","-c"],
             "cmd":["echo $A; pwd; id -u; uname -n; cat /etc/resolv.conf; grep extra /etc/hosts; touch /no 2>/dev/null || echo sealed; touch /run/t && echo kept; grep CapEff /proc/self/status; ulimit -n; ls /dev/nothing; grep ' /scratch ' /proc/mounts; exec sleep 600"],
             "env":["A=x y"],"workDir":"/tmp","user":"0:0","labels":{"a-purpose":"all","empty":""},"hostname":"inside",
             "mounts":[{"type":"volume","target":"/data","source":"a-all"},{"type":"tmpfs","target":"/scratch","readOnly":true,"sizeBytes":1048576},
                       {"type":"bind","source":"/tmp","target":"/machine","readOnly":true}],
             "tmpfs":{"/run":"size=64k,noexec"},"dns":["192.0.2.53"],"extraHosts":["extra:192.0.2.7"],
             "devices":[{"hostPath":"/dev/null","containerPath":"/dev/nothing","permissions":"rw"}],
             "memoryBytes":67108864,"memorySwapBytes":134217728,"cpus":0.5,"cpuShares":512,"pidsLimit":64,
             "ulimits":[{"name":"nofile","soft":99,"hard":128}],"readOnlyRoot":true,"init":true,"capDrop":["ALL"],"capAdd":["CAP_CHOWN"],
             "securityOptions":["no-new-privileges","seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}"],
             "restartPolicy":{"name":"on-failure","maximumRetryCount":3},"stopSignal":"SIGKILL","stopTimeoutSeconds":5,"openStdin":true}
            """);

        await container.WhenPrintedAsync(" /scratch ");
        var details = await container.InspectAsync();
        await container.PostAsync("stop");
        var output = await container.OutputAsync();

        Assert.StartsWith("x y\n/tmp\n0\ninside\n", output, StringComparison.Ordinal);
        Assert.Contains("192.0.2.53", output, StringComparison.Ordinal);
        Assert.Contains("192.0.2.7", output, StringComparison.Ordinal);
        Assert.Contains("sealed\nkept\nCapEff:\t0000000000000001\n99\n/dev/nothing\n", output, StringComparison.Ordinal);
        Assert.Matches(" /scratch tmpfs ro.*size=1024k", output);

        Assert.Equal("""["sh","-c"]""", new JsonArray([.. details["command"]!.AsArray().Take(2).Select(part => part!.DeepClone())]).ToJsonString());
        Assert.Equal(("running", true), ((string?)details["state"]!["status"], (bool)details["state"]!["running"]!));
        Assert.Null(details["state"]!["exitCode"]);
        Assert.Equal(("all", ""), ((string?)details["labels"]!["a-purpose"], (string?)details["labels"]!["empty"]));
        Assert.Equal(
            """{"memoryBytes":67108864,"memorySwapBytes":134217728,"cpus":0.5,"cpuShares":512,"pidsLimit":64,"ulimits":[{"name":"nofile","soft":99,"hard":128}]}""",
            details["limits"]!.ToJsonString());
        Assert.Equal("""{"name":"on-failure","maximumRetryCount":3}""", details["restartPolicy"]!.ToJsonString());
        Assert.Equal(("inside", "/tmp", "0:0"), ((string?)details["hostname"], (string?)details["workDir"], (string?)details["user"]));
        Assert.Contains("""{"type":"volume","target":"/data","source":"a-all","readOnly":false}""", details["mounts"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("""{"type":"bind","target":"/machine","source":"/tmp","readOnly":true}""", details["mounts"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("none", (string?)details["networks"]![0]!["name"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task ASeccompProfile_GivenInline_IsEnforced()
    {
        await using var container = await TestContainer.RunAsync(vm, "a-seccomp", """
            {"cmd":["sh","-c","mkdir /x || echo refused"],
             "securityOptions":["seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\",\"mkdirat\"],\"action\":\"SCMP_ACT_ERRNO\"}]}"]}
            """);

        Assert.Contains("refused", await container.OutputAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Privileged_HasEveryCapability()
    {
        await using var container = await TestContainer.RunAsync(vm, "a-privileged", """{"cmd":["grep","CapEff","/proc/self/status"],"privileged":true}""");

        Assert.Matches("CapEff:\t0*1f{3,}[0-9a-f]+\n", await container.OutputAsync());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""{"user":"nosuch"}""", "nosuch")]
    [InlineData("""{"devices":[{"hostPath":"/dev/nosuch"}]}""", "/dev/nosuch")]
    [InlineData("""{"cmd":["no-such-command"]}""", "no-such-command")]
    [InlineData("""{"cmd":["true"],"securityOptions":["seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"x\"],\"action\":\"NO\"}]}"]}""", "NO")]
    public async Task AStart_ThatTheRequestIsToBlameFor_Is400(string settings, string text)
    {
        await using var container = await TestContainer.CreateAsync(vm, "a-wrong", settings);

        var answer = await container.PostAsync("start");

        Assert.Equal((400, "invalid_request"), (answer.Status, (string?)answer.Json["code"]));
        Assert.Contains(text, (string?)answer.Json["detail"], StringComparison.Ordinal);
        Assert.NotNull((await container.InspectAsync())["state"]!["error"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Create_OfWhatTheMachineHasNot_IsRefused()
    {
        var image = await vm.CurlAsync("/v1/containers", """{"image":"a-nosuch:1"}""");
        var path = await vm.CurlAsync("/v1/containers", """{"image":"busybox","mounts":[{"type":"bind","source":"/no/such","target":"/x"}]}""");
        var cpus = await vm.CurlAsync("/v1/containers", """{"image":"busybox","cpus":4000}""");

        Assert.Equal((404, "image_not_found"), (image.Status, (string?)image.Json["code"]));
        Assert.Equal((400, "invalid_request"), (path.Status, (string?)path.Json["code"]));
        Assert.Equal((400, "invalid_request"), (cpus.Status, (string?)cpus.Json["code"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task List_IsFiltered()
    {
        await using var one = await TestContainer.CreateAsync(vm, "a-list.one", """{"labels":{"a-list":"1"}}""");
        await using var two = await TestContainer.RunAsync(vm, "a-list-two", $$"""{"labels":{"a-list":"2"},"cmd":{{Forever}}}""");

        Assert.Equal(["a-list-two"], await NamesAsync("label=a-list"));
        Assert.Equal(["a-list-two", "a-list.one"], await NamesAsync("label=a-list&all=true"));
        Assert.Equal(["a-list.one"], await NamesAsync("label=a-list&status=created"));
        Assert.Equal(["a-list-two", "a-list.one"], await NamesAsync("label=a-list&status=created&status=running"));
        Assert.Equal(["a-list.one"], await NamesAsync("all=true&label=a-list%3D1"));
        Assert.Equal(["a-list.one"], await NamesAsync("all=true&name=a-list.one"));
        Assert.Equal([], await NamesAsync("all=true&label=a-list&ancestor=a-nosuch"));
        Assert.Equal(["a-list-two"], await NamesAsync("label=a-list&ancestor=busybox"));
        Assert.Equal(400, (await vm.CurlAsync("/v1/containers?status=asleep")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Pause_Unpause_AndTheirRepetition()
    {
        await using var container = await TestContainer.RunSleeperAsync(vm, "a-pause");

        Assert.Equal(204, (await container.PostAsync("pause")).Status);
        Assert.Equal(204, (await container.PostAsync("pause")).Status);
        Assert.Equal("paused", (string?)(await container.InspectAsync())["state"]!["status"]);
        var exec = await container.PostAsync("exec", """{"cmd":["true"]}""");
        Assert.Equal((409, "container_conflict"), (exec.Status, (string?)exec.Json["code"]));
        Assert.Equal(204, (await container.PostAsync("unpause")).Status);
        Assert.Equal(204, (await container.PostAsync("unpause")).Status);
        Assert.Equal("running", (string?)(await container.InspectAsync())["state"]!["status"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("kill")]
    [InlineData("pause")]
    [InlineData("unpause")]
    public async Task WhatNeedsARunningContainer_Is409WithoutOne(string action)
    {
        await using var container = await TestContainer.CreateAsync(vm, "a-resting");

        var answer = await container.PostAsync(action);

        Assert.Equal((409, "container_not_running"), (answer.Status, (string?)answer.Json["code"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Kill_SendsTheSignal_AndWaitTellsTheExitCode()
    {
        await using var container = await TestContainer.RunSleeperAsync(vm, "a-kill");
        var waiting = container.PostAsync("wait");

        var early = await container.PostAsync("wait?timeoutSeconds=0");
        Assert.Equal((504, "timed_out"), (early.Status, (string?)early.Json["code"]));
        Assert.Equal(400, (await container.PostAsync("kill?signal=SIGNOPE")).Status);
        Assert.Equal(204, (await container.PostAsync("kill?signal=TERM")).Status);

        Assert.Equal("""{"exitCode":7}""", (await waiting).Body);
        var state = (await container.InspectAsync())["state"]!;
        Assert.Equal(("exited", 7), ((string?)state["status"], (int)state["exitCode"]!));
        Assert.True(DateTimeOffset.Parse((string)state["finishedAt"]!, null) >= DateTimeOffset.Parse((string)state["startedAt"]!, null));
    }

    [Fact(Timeout = 120_000)]
    public async Task Restart_StartsItAnew_AndStopUsesTheContainersOwnTimeout()
    {
        await using var container = await TestContainer.RunAsync(
            vm, "a-restart", """{"cmd":["sh","-c","trap '' TERM; while :; do sleep 0.05; done"],"stopTimeoutSeconds":0}""");
        var first = (string?)(await container.InspectAsync())["state"]!["startedAt"];

        Assert.Equal(204, (await container.PostAsync("restart")).Status);
        var second = await container.InspectAsync();
        Assert.NotEqual(first, (string?)second["state"]!["startedAt"]);
        Assert.True((bool)second["state"]!["running"]!);
        Assert.Equal(204, (await container.PostAsync("stop")).Status);
        Assert.Equal(137, (int)(await container.InspectAsync())["state"]!["exitCode"]!);
        Assert.Equal(400, (await container.PostAsync("restart?timeoutSeconds=-1")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task ARestartPolicy_RestartsAndCounts()
    {
        await using var container = await TestContainer.RunAsync(
            vm, "a-policy", """{"cmd":["false"],"restartPolicy":{"name":"on-failure","maximumRetryCount":1}}""");

        await WhenAsync(container, details => (string?)details["state"]!["status"] == "exited" && (int)details["restartCount"]! == 1);
    }

    [Fact(Timeout = 120_000)]
    public async Task AHealthCheck_TellsHowTheContainerIs()
    {
        await using var container = await TestContainer.RunAsync(
            vm, "a-health", $$"""{"cmd":{{Forever}},"healthCheck":{"test":["CMD-SHELL","echo checked"],"interval":100,"timeout":30000} }""");
        await using var ill = await TestContainer.RunAsync(
            vm, "a-ill", $$"""{"cmd":{{Forever}},"healthCheck":{"test":["CMD-SHELL","exit 1"],"interval":100,"timeout":30000,"retries":1} }""");

        await WhenAsync(container, details => (string?)details["state"]!["health"]?["status"] == "healthy");
        await WhenAsync(ill, details => (string?)details["state"]!["health"]?["status"] == "unhealthy");

        var health = (await container.InspectAsync())["state"]!["health"]!;
        Assert.Equal((0, 0, "checked\n"), ((int)health["failingStreak"]!, (int)health["lastExitCode"]!, (string?)health["lastOutput"]));
        Assert.True((int)(await ill.InspectAsync())["state"]!["health"]!["failingStreak"]! > 0);
    }

    [Fact(Timeout = 120_000)]
    public async Task AContainer_ThatTakesTooMuchMemory_IsOomKilled()
    {
        await using var container = await TestContainer.RunAsync(
            vm, "a-oom", """{"cmd":["dd","if=/dev/zero","of=/dev/null","bs=256M","count=1"],"memoryBytes":67108864,"memorySwapBytes":67108864}""");

        Assert.Equal("""{"exitCode":137}""", (await container.PostAsync("wait")).Body);
        Assert.True((bool)(await container.InspectAsync())["state"]!["oomKilled"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task Rename_GivesItTheName_UnlessAnotherHasIt()
    {
        await using var container = await TestContainer.CreateAsync(vm, "a-before");
        await using var other = await TestContainer.CreateAsync(vm, "a-other");

        var taken = await container.PostAsync("rename", """{"name":"a-other"}""");
        Assert.Equal((409, "name_in_use"), (taken.Status, (string?)taken.Json["code"]));
        Assert.Equal(400, (await container.PostAsync("rename", """{"name":"-bad"}""")).Status);
        Assert.Equal(204, (await container.PostAsync("rename", """{"name":"a-before"}""")).Status);
        Assert.Equal(204, (await container.PostAsync("rename", """{"name":"a-after"}""")).Status);
        Assert.Equal(404, (await vm.CurlAsync("/v1/containers/a-before")).Status);
        Assert.Equal(204, (await TestContainer.SendAsync(vm, "DELETE", "/v1/containers/a-after")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Patch_ChangesTheLimitsOfARunningContainer()
    {
        await using var container = await TestContainer.RunSleeperAsync(vm, "a-patch");

        var changed = await container.PatchAsync(
            """{"memoryBytes":67108864,"memorySwapBytes":67108864,"cpus":0.25,"cpuShares":256,"pidsLimit":32,"restartPolicy":{"name":"unless-stopped"} }""");
        Assert.True(changed.Status == 200, changed.Body);
        var details = await container.InspectAsync();
        Assert.Equal(
            """{"memoryBytes":67108864,"memorySwapBytes":67108864,"cpus":0.25,"cpuShares":256,"pidsLimit":32}""", details["limits"]!.ToJsonString());
        Assert.Equal("unless-stopped", (string?)details["restartPolicy"]!["name"]);

        var memory = await container.PatchAsync("""{"memoryBytes":134217728}""");
        Assert.Equal((400, "Give memorySwapBytes together with memoryBytes; -1 is no limit."), (memory.Status, (string?)memory.Json["remedy"]));
        Assert.Equal(400, (await container.PatchAsync("{}")).Status);
        Assert.Equal(404, (await TestContainer.SendAsync(vm, "PATCH", "/v1/containers/a-nobody", """{"cpus":1}""")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Prune_RemovesWhatDoesNotRunAndHasTheLabel()
    {
        await using var ended = await TestContainer.CreateAsync(vm, "a-prune-ended", """{"labels":{"a-prune":""}}""");
        await using var running = await TestContainer.RunAsync(vm, "a-prune-running", $$"""{"labels":{"a-prune":""},"cmd":{{Forever}}}""");
        await using var other = await TestContainer.CreateAsync(vm, "a-prune-other");
        var id = (string?)(await ended.InspectAsync())["id"];

        var pruned = await TestContainer.SendAsync(vm, "POST", "/v1/containers/prune?label=a-prune");

        Assert.Equal([id], pruned.Json["removed"]!.AsArray().Select(removed => (string?)removed));
        Assert.True((long)pruned.Json["reclaimedBytes"]! >= 0);
        await running.InspectAsync();
        await other.InspectAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task TopAndChanges_LookInside()
    {
        await using var container = await TestContainer.RunAsync(
            vm, "a-inside", """{"cmd":["sh","-c","rm /bin/nc; mkdir /made; : >/made/file; : >/tmp/ready; exec sleep 600"]}""");
        await WhenAsync(async () => (await container.GetAsync("changes")).Body.Contains("/tmp/ready", StringComparison.Ordinal));

        var pid = (int)(await container.InspectAsync())["state"]!["pid"]!;
        var process = Assert.Single((await container.GetAsync("top")).Json.AsArray(), entry => (int)entry!["pid"]! == pid)!;
        Assert.Equal("sleep 600", (string?)process["command"]);
        var changes = (await container.GetAsync("changes")).Json.AsArray().Select(change => $"{change!["kind"]} {change["path"]}").ToList();
        Assert.Contains("added /made/file", changes);
        Assert.Contains("deleted /bin/nc", changes);
        Assert.Contains("modified /bin", changes);

        await container.PostAsync("kill");
        await container.PostAsync("wait");
        var top = await container.GetAsync("top");
        Assert.Equal((409, "container_not_running"), (top.Status, (string?)top.Json["code"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Recreate_KeepsTheSettingsAndNothingElse()
    {
        await using var container = await TestContainer.RunAsync(
            vm, "a-again", """
            {"cmd":["sh","-c","cat /data/file /file; echo kept >/data/file; echo lost >/file; echo ready; exec sleep 600"],"stopTimeoutSeconds":0,
             "env":["A=b"],"labels":{"a":"b"},"memoryBytes":67108864,"mounts":[{"type":"volume","source":"a-again","target":"/data"}]}
            """);
        await container.WhenPrintedAsync("ready\n");
        var before = await container.InspectAsync();

        var answer = await container.PostAsync("recreate");

        Assert.True(answer.Status == 201, answer.Body);
        var after = await container.InspectAsync();
        Assert.Equal((string?)answer.Json["id"], (string?)after["id"]);
        Assert.NotEqual((string?)before["id"], (string?)after["id"]);
        Assert.True((bool)after["state"]!["running"]!);
        foreach (var same in (string[])["name", "image", "command", "env", "labels", "limits", "mounts", "restartPolicy"])
        {
            Assert.Equal(before[same]!.ToJsonString(), after[same]!.ToJsonString());
        }

        Assert.StartsWith((string)after["hostname"]!, (string)after["id"]!, StringComparison.Ordinal);
        await container.WhenPrintedAsync("kept\n");
        await container.WhenPrintedAsync("ready\n");
        Assert.DoesNotContain("lost", TestContainer.TextOf(await container.GetAsync("logs")), StringComparison.Ordinal);
        Assert.Equal(404, (await vm.CurlAsync($"/v1/containers/{before["id"]}")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task AVolatileContainer_KeepsNothingFromOneStartToTheNext()
    {
        await vm.CallAsync("DELETE", "/v1/volumes/a-volatile"); // of a run before
        await using var container = await TestContainer.CreateAsync(
            vm, "a-volatile", """
            {"volatile":true,"stopTimeoutSeconds":0,"mounts":[{"type":"volume","source":"a-volatile","target":"/data"}],
             "cmd":["sh","-c","cat /given /data/file 2>/dev/null; [ -e /made ] && echo old; rm -f /bin/nc; mkdir /made; ln -s / /made/up; echo kept >/data/file; echo ready; exec sleep 600"]}
            """);
        await vm.CallAsync("PUT", "/v1/containers/a-volatile/files?path=/given", Encoding.UTF8.GetBytes("given\n"));
        await container.StartAsync();
        await container.WhenPrintedAsync("given\nready\n");
        await container.StartAsync(); // runs already: nothing is cleared
        Assert.Equal(200, (await container.GetAsync("files/stat?path=/made")).Status);

        Assert.Equal(204, (await container.PostAsync("restart")).Status);
        await container.WhenPrintedAsync("given\nready\nkept\nready\n");
        Assert.Equal(404, (await container.GetAsync("files/stat?path=/given")).Status);
        Assert.Equal(200, (await container.GetAsync("files/stat?path=/bin/sh")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Recreate_ThatFails_LeavesTheOldOneAsItWas()
    {
        // Directories of the machine are made from inside of a container, as dockerd sees them.
        await InTmpAsync("mkdir", "-p", "/machine/a-safe");
        await using var container = await TestContainer.RunAsync(
            vm, "a-safe", $$"""{"cmd":{{Forever}},"mounts":[{"type":"bind","source":"/tmp/a-safe","target":"/x"}]}""");
        var id = (string?)(await container.InspectAsync())["id"];
        await InTmpAsync("rm", "-r", "/machine/a-safe");

        var answer = await container.PostAsync("recreate");

        Assert.Equal((400, "invalid_request"), (answer.Status, (string?)answer.Json["code"]));
        var after = await container.InspectAsync();
        Assert.Equal((id, true), ((string?)after["id"], (bool)after["state"]!["running"]!));
        Assert.Equal(["a-safe"], await NamesAsync("all=true&name=a-safe"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("GET", "")]
    [InlineData("GET", "/top")]
    [InlineData("GET", "/changes")]
    [InlineData("POST", "/restart")]
    [InlineData("POST", "/kill")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/unpause")]
    [InlineData("POST", "/wait")]
    [InlineData("POST", "/recreate")]
    public async Task AnUnknownContainer_Is404(string method, string action)
    {
        var answer = await TestContainer.SendAsync(vm, method, $"/v1/containers/a-nobody{action}");

        Assert.Equal((404, "container_not_found"), (answer.Status, (string?)answer.Json["code"]));
    }

    private async Task<List<string>> NamesAsync(string query) =>
        [.. (await vm.CurlAsync($"/v1/containers?{query}")).Json.AsArray().Select(entry => (string)entry!["name"]!).Order(StringComparer.Ordinal)];

    private async Task InTmpAsync(params string[] command)
    {
        var settings = new JsonObject
        {
            ["cmd"] = new JsonArray([.. command.Select(word => (JsonNode)word)]),
            ["mounts"] = new JsonArray(new JsonObject { ["type"] = "bind", ["source"] = "/tmp", ["target"] = "/machine" }),
        };
        await using var container = await TestContainer.RunAsync(vm, "a-tmp", settings.ToJsonString());
        Assert.Equal("""{"exitCode":0}""", (await container.PostAsync("wait")).Body);
    }

    private static Task WhenAsync(TestContainer container, Func<JsonNode, bool> condition) =>
        WhenAsync(async () => condition(await container.InspectAsync()));

    private static async Task WhenAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
