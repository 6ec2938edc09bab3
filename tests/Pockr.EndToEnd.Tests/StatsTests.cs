using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class StatsTests(RunningVm vm)
{
    [Fact(Timeout = 120_000)]
    public async Task OneSample_OfABusyContainer_ShowsItsProcessorTime()
    {
        await using var container = await StartAsync("e-busy", "while :; do :; done");

        var stats = (await vm.CurlAsync($"/v1/containers/{container.Id}/stats")).Json;

        // One process: some of one processor, and never much more than it.
        Assert.InRange((double)stats["cpuPercent"]!, 5, 130);
        Assert.Equal((await vm.InMachineAsync("nproc")).Trim(), stats["cpuCount"]!.ToString());
        Assert.True((double)stats["cpuSeconds"]! > 0);
        Assert.Equal(1, (int)stats["pids"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task OneSample_OfAnIdleContainer_ShowsMemoryAgainstTheMachines()
    {
        await using var container = await StartAsync("e-idle", "sleep 600");

        var stats = (await vm.CurlAsync($"/v1/containers/{container.Name}/stats?stream=false")).Json;

        var total = long.Parse(await vm.InMachineAsync("sed -n 's/MemTotal: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo"), CultureInfo.InvariantCulture) * 1024;
        Assert.InRange((double)stats["cpuPercent"]!, 0, 5);
        Assert.Equal(total, (long)stats["memoryLimitBytes"]!);
        Assert.InRange((long)stats["memoryBytes"]!, 1, 20_000_000);
        Assert.InRange((double)stats["memoryPercent"]!, 0, 5);
        Assert.Equal((0, 0), ((long)stats["networkReceivedBytes"]!, (long)stats["networkSentBytes"]!));
    }

    [Fact(Timeout = 120_000)]
    public async Task Memory_IsCountedWithoutPageCache()
    {
        const long Written = 60_000_000;
        await using var container = await StartAsync("e-cache", $"head -c {Written} /dev/zero >/file; echo; cat /file >/dev/null; sleep 600");
        using var written = await LineStream.OpenAsync(vm, $"/v1/containers/{container.Id}/logs?follow=true");
        await written.NextAsync();

        var stats = (await vm.CurlAsync($"/v1/containers/{container.Id}/stats")).Json;

        Assert.InRange((long)stats["memoryBytes"]!, 1, Written / 2);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("application/json", "application/x-ndjson", "")]
    [InlineData("text/event-stream", "text/event-stream", "data: ")]
    public async Task AStream_HasSamplesUntilTheContainerEnds(string accept, string mediaType, string prefix)
    {
        await using var container = await StartAsync("e-stream", "while :; do :; done");
        using var stream = await LineStream.OpenAsync(
            vm,
            $"/v1/containers/{container.Id}/stats?stream=true",
            request => request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept)));

        Assert.Equal(mediaType, stream.MediaType);
        DateTimeOffset? before = null;
        for (var sample = 0; sample < 3; sample++)
        {
            var line = await stream.NextAsync();
            Assert.StartsWith(prefix, line, StringComparison.Ordinal);
            var stats = JsonNode.Parse(line[prefix.Length..])!;
            Assert.InRange((double)stats["cpuPercent"]!, 5, 130);
            Assert.True(before is null || (DateTimeOffset)stats["time"]! > before);
            before = (DateTimeOffset)stats["time"]!;
            if (prefix.Length > 0)
            {
                Assert.Equal("", await stream.NextAsync());
            }
        }

        await vm.CurlAsync($"/v1/containers/{container.Id}/stop?timeoutSeconds=0", "{}");
        while (await stream.TryNextAsync() is { } line)
        {
            Assert.DoesNotContain("\"error\"", line, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AContainer_ThatDoesNotRun_Is409()
    {
        await using var container = await TestContainer.CreateShellAsync(vm, "e-stopped", "true");

        var answer = await vm.CurlAsync($"/v1/containers/{container.Id}/stats?stream=true");

        Assert.Equal((409, "container_not_running"), (answer.Status, (string?)answer.Json["code"]));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/v1/containers/nobody/stats", 404, "container_not_found")]
    [InlineData("/v1/containers/nobody/stats?stream=perhaps", 400, "invalid_request")]
    public async Task WhatIsNotThere_IsToldAsSuch(string path, int status, string code)
    {
        var answer = await vm.CurlAsync(path);

        Assert.Equal((status, code), (answer.Status, (string?)answer.Json["code"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task WithoutTheToken_Is401()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(vm.Url + "/v1/containers/nobody/stats"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<TestContainer> StartAsync(string name, string command)
    {
        var container = await TestContainer.CreateShellAsync(vm, name, command);
        await container.StartAsync();
        return container;
    }
}
