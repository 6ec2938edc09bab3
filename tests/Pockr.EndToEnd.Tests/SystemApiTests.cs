using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class SystemApiTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Info_TellsWhatTheMachineIs()
    {
        await using var container = await TestContainer.CreateShellAsync(vm, "e-info", "true");

        var info = (await vm.CurlAsync("/v1/system/info")).Json;

        Assert.Equal(
            await vm.InMachineAsync("uname -r; uname -m; nproc; hostname"),
            $"{info["kernelVersion"]}\n{info["architecture"]}\n{info["cpuCount"]}\n{info["hostName"]}\n");
        Assert.Matches(@"^\d+\.\d+", (string?)info["engineVersion"]);
        Assert.Matches(@"^1\.\d+$", (string?)info["engineApiVersion"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", (string?)info["agentVersion"]);
        Assert.True((double)info["uptimeSeconds"]! >= (double)info["agentUptimeSeconds"]!);
        Assert.True((int)info["containers"]!["stopped"]! >= 1);
        Assert.Equal(
            (int)info["containers"]!["total"]!,
            (int)info["containers"]!["running"]! + (int)info["containers"]!["paused"]! + (int)info["containers"]!["stopped"]!);
    }

    [Fact(Timeout = 60_000)]
    public async Task DiskUsage_CountsWhatThereIs()
    {
        await using var container = await TestContainer.CreateShellAsync(vm, "e-disk", "true");

        var usage = (await vm.CurlAsync("/v1/system/disk-usage")).Json;

        Assert.InRange((long)usage["freeBytes"]!, 1, (long)usage["totalBytes"]!);
        Assert.True((int)usage["containers"]!["count"]! >= 1);
        Assert.True((int)usage["images"]!["inUse"]! >= 1);
        Assert.True((long)usage["images"]!["sizeBytes"]! > 1_000_000);
        Assert.InRange((long)usage["images"]!["reclaimableBytes"]!, 0, (long)usage["images"]!["sizeBytes"]! - 1_000_000);
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_WithALabelNothingHas_RemovesNothing()
    {
        await using var container = await TestContainer.CreateShellAsync(vm, "e-kept", "true");

        var report = await vm.CurlAsync("/v1/system/prune", """{"labels":["e.nothing.has=this"],"volumes":true}""");

        Assert.Equal("""{"containers":[],"networks":[],"images":[],"volumes":[],"reclaimedBytes":0}""", report.Body);
        Assert.Contains(container.Id, (await vm.CurlAsync("/v1/containers?all=true")).Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_RemovesStoppedContainers_AndLeavesRunningOnes()
    {
        await NeedTheMachineAsync(); // a developer's own containers are not a test's to remove
        await using var stopped = await TestContainer.CreateShellAsync(vm, "e-gone", "true");
        await using var running = await TestContainer.CreateShellAsync(vm, "e-runs", "sleep 600");
        await running.StartAsync();

        using var answer = await vm.Api.PostAsync("/v1/system/prune", null, Cancellation);

        var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Contains(stopped.Id, report["containers"]!.AsArray().Select(id => (string?)id));
        var left = (await vm.CurlAsync("/v1/containers?all=true")).Body;
        Assert.DoesNotContain(stopped.Id, left, StringComparison.Ordinal);
        Assert.Contains(running.Id, left, StringComparison.Ordinal);
        Assert.Contains("busybox", (await vm.CurlAsync("/v1/images")).Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Metrics_AreInPrometheusForm_AndCountRequests()
    {
        var before = Counted(await MetricsAsync());
        await vm.CurlAsync("/v1/nothing");

        var text = await MetricsAsync();

        Assert.True(Counted(text) > before);
        Assert.Contains("\npockr_engine_up 1\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Matches("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.E+-]+)$""", line);
        }

        Assert.Equal(401, (await ApiAnswer.CurlAsync(vm.Url + "/metrics", token: null)).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_NamesEveryPart()
    {
        var health = (await vm.CurlAsync("/v1/health")).Json;

        var parts = health["parts"]!.AsArray().ToDictionary(part => (string)part!["name"]!, part => (string)part!["stage"]!);
        Assert.Equal(["agent", "token", "containerd", "dockerd", "bundled-images", "disk", "clock"], parts.Keys);
        Assert.All(parts.Where(part => part.Key != "containerd"), part => Assert.Equal("ok", part.Value));
        Assert.Equal(parts.Values.All(stage => stage == "ok") ? "ok" : "degraded", (string?)health["status"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task TheAgentsLog_HasItsStart()
    {
        var log = await vm.Api.GetStringAsync("/v1/system/logs/agent", Cancellation);

        Assert.Contains("Listening on", log, StringComparison.Ordinal);
        Assert.Equal("", await vm.Api.GetStringAsync("/v1/system/logs/agent?tail=0", Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task TheKernelsLog_CanBeFollowed()
    {
        using var stream = await LineStream.OpenAsync(vm, "/v1/system/logs/kernel?tail=1&follow=true");
        await stream.NextAsync();
        var marker = $"pockr-test-{Guid.NewGuid()}";

        await vm.InMachineAsync($"echo {marker} >/dev/kmsg");

        while (!(await stream.NextAsync()).Contains(marker, StringComparison.Ordinal))
        {
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/v1/system/logs/shadow", null, 404, "log_not_found")]
    [InlineData("/v1/system/logs/..%2f..%2fetc%2fpasswd", null, 404, "log_not_found")]
    [InlineData("/v1/system/logs/agent?tail=-1", null, 400, "invalid_request")]
    [InlineData("/v1/system/time", """{"unixMilliseconds":1577836799999}""", 400, "invalid_request")]
    [InlineData("/v1/system/time", """{"unixMilliseconds":7258118400000}""", 400, "invalid_request")]
    [InlineData("/v1/system/time", "{}", 400, "invalid_request")]
    [InlineData("/v1/system/prune", """{"everything":true}""", 400, "invalid_request")]
    [InlineData("/v1/system/prune", """{"labels":[""]}""", 400, "invalid_request")]
    [InlineData("/v1/vm/exec", """{"cmd":" "}""", 400, "invalid_request")]
    [InlineData("/v1/vm/exec", """{"cmd":"true","timeoutSeconds":0}""", 400, "invalid_request")]
    [InlineData("/v1/events?since=yesterday", null, 400, "invalid_request")]
    [InlineData("/v1/events?type=weather", null, 400, "invalid_request")]
    [InlineData("/v1/events?action=died", null, 400, "invalid_request")]
    [InlineData("/v1/events?container=-x", null, 400, "invalid_request")]
    [InlineData("/v1/events?since=5&until=4", null, 400, "invalid_request")]
    public async Task WhatCannotBe_IsRefused(string path, string? body, int status, string code)
    {
        var answer = await vm.CurlAsync(path, body);

        Assert.Equal((status, code), (answer.Status, (string?)answer.Json["code"]));
        Assert.NotEmpty((string)answer.Json["remedy"]!);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/v1/system/power-off", "{}")]
    [InlineData("/v1/system/time", "{}")]
    [InlineData("/v1/system/info", null)]
    [InlineData("/v1/vm/exec", """{"cmd":"true"}""")]
    [InlineData("/v1/events", null)]
    public async Task WithoutTheToken_Is401(string path, string? body)
    {
        Assert.Equal(401, (await ApiAnswer.CurlAsync(vm.Url + path, token: null, body)).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Time_SetsTheMachinesClock()
    {
        await NeedTheMachineAsync(); // and nobody else's clock
        var now = DateTimeOffset.UtcNow;
        try
        {
            Assert.Equal(204, (await SetTimeAsync(now.AddDays(1))).Status);
            Assert.InRange(await MachineTimeAsync(), now.AddDays(1).AddSeconds(-2), now.AddDays(1).AddMinutes(1));
        }
        finally
        {
            await SetTimeAsync(DateTimeOffset.UtcNow);
        }

        Assert.InRange(await MachineTimeAsync(), DateTimeOffset.UtcNow.AddSeconds(-30), DateTimeOffset.UtcNow.AddSeconds(30));
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_StreamsBothStreamsWhileTheCommandRuns()
    {
        var file = $"/tmp/e-go-{Guid.NewGuid()}";
        using var stream = await ExecAsync($"echo out; echo err >&2; while [ ! -e {file} ]; do sleep 1; done; rm {file}; printf 'a\\377'; exit 7");

        string[] first = [await stream.NextAsync(), await stream.NextAsync()];
        Assert.Equal(["""{"stream":"stderr","text":"err\n"}""", """{"stream":"stdout","text":"out\n"}"""], first.Order(StringComparer.Ordinal));
        await vm.InMachineAsync($"touch {file}");

        Assert.Equal("""{"stream":"stdout","base64":"Yf8="}""", await stream.NextAsync());
        Assert.Equal("""{"exitCode":7}""", await stream.NextAsync());
        Assert.Null(await stream.TryNextAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_LosesNothingOfALargeOutputThatIsReadSlowly()
    {
        using var stream = await ExecAsync("seq 1 200000; sleep 15 &");
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation); // the shell has long ended, and its output waits

        var exit = "";
        var pieces = new System.Text.StringBuilder();
        while (await stream.TryNextAsync() is { } line)
        {
            pieces.Append((string?)JsonNode.Parse(line)!["text"]);
            exit = line;
        }

        Assert.Equal("""{"exitCode":0}""", exit);
        Assert.Equal(string.Concat(Enumerable.Range(1, 200000).Select(number => $"{number}\n")), pieces.ToString());
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_ThatTakesTooLong_IsEndedAndSaysSo()
    {
        var marker = Random.Shared.Next(100_000, 999_999);
        using var stream = await ExecAsync($"echo begun; (sleep {marker} &) ; sleep {marker}", timeoutSeconds: 1);

        Assert.Contains("begun", await stream.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("timed_out", (string?)JsonNode.Parse(await stream.NextAsync())!["error"]!["code"]);
        await AssertEndedAsync(marker);
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_WhoseClientLeaves_IsEndedWithAllItStarted()
    {
        var marker = Random.Shared.Next(100_000, 999_999);
        using (var stream = await ExecAsync($"(sleep {marker} &) ; echo begun; sleep {marker}"))
        {
            await stream.NextAsync();
        }

        await AssertEndedAsync(marker);
    }

    /// <summary>Waits until no process has it in its arguments, which a command that goes on would never let happen.</summary>
    private async Task AssertEndedAsync(int marker)
    {
        // The name is in two parts, or the search would find itself.
        var half = marker.ToString(CultureInfo.InvariantCulture);
        while (await vm.InMachineAsync($"cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c 'sleep {half[..3]}'{half[3..]} || :") != "0\n")
        {
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<LineStream> ExecAsync(string command, int timeoutSeconds = 60)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/vm/exec")
        {
            Content = JsonContent.Create(new JsonObject { ["cmd"] = command, ["timeoutSeconds"] = timeoutSeconds }),
        };
        return await LineStream.OpenAsync(vm, request);
    }

    private Task<ApiAnswer> SetTimeAsync(DateTimeOffset time) =>
        vm.CurlAsync("/v1/system/time", new JsonObject { ["unixMilliseconds"] = time.ToUnixTimeMilliseconds() }.ToJsonString());

    private async Task<DateTimeOffset> MachineTimeAsync() =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(await vm.InMachineAsync("date +%s"), CultureInfo.InvariantCulture));

    private async Task<string> MetricsAsync()
    {
        using var answer = await vm.Api.GetAsync("/metrics", Cancellation);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static long Counted(string metrics) => metrics.Split('\n')
        .Where(line => line.StartsWith("pockr_agent_requests_total{status=\"4xx\"} ", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))
        .Single();

    private async Task NeedTheMachineAsync()
    {
        var isMachine = await vm.InMachineAsync("hostname") == "pockr\n";
        Assert.SkipUnless(isMachine, "Only for the virtual machine itself.");
    }
}
