using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class EventsTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Events_AreToldInOrder_FromTheMomentTheHeadersAreThere()
    {
        await using var container = await TestContainer.CreateShellAsync(vm, "e-order", "exit 3");
        using var stream = await LineStream.OpenAsync(vm, $"/v1/events?container={container.Name}&type=container");

        await container.StartAsync();

        JsonNode happened;
        List<string> actions = [];
        do
        {
            happened = JsonNode.Parse(await stream.NextAsync())!;
            actions.Add((string)happened["action"]!);
        }
        while (actions[^1] != "die");
        Assert.Equal("start", actions[^2]);
        Assert.Equal(("container", container.Id, container.Name), ((string?)happened["type"], (string?)happened["id"], (string?)happened["name"]));
        Assert.Equal("3", (string?)happened["attributes"]!["exitCode"]);
        Assert.Equal("application/x-ndjson", stream.MediaType);
    }

    [Fact(Timeout = 180_000)]
    public async Task Resuming_AfterEachEvent_TellsTheRest_NoneTwiceAndNoneLost()
    {
        var start = await NowAsync();
        await using var container = await TestContainer.CreateShellAsync(vm, "e-resume", "true");
        await container.StartAsync();
        await container.WhenEndedAsync();
        await container.StartAsync();
        await container.WhenEndedAsync();
        var query = $"&container={container.Id}";
        var all = await ReadAsync($"/v1/events?since={start}&until={await SoonAsync()}{query}");
        Assert.True(all.Count >= 5, string.Join('\n', all));

        // At once: each goes on until a moment that has yet to come.
        await Task.WhenAll(Enumerable.Range(0, all.Count).Select(ResumeAsync));

        async Task ResumeAsync(int index)
        {
            var cursor = (string)JsonNode.Parse(all[index])!["cursor"]!;
            Assert.Equal(all[(index + 1)..], await ReadAsync($"/v1/events?since={cursor}&until={await SoonAsync()}{query}"));

            // The same place as a browser names it, which then goes on with the address of the first time.
            using var stream = await LineStream.OpenAsync(vm, $"/v1/events?since={start}&until={await SoonAsync()}{query}", Browser(cursor));
            List<string> data = [];
            while (await stream.TryNextAsync() is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    data.Add(line["data: ".Length..]);
                }
            }

            Assert.Equal(all[(index + 1)..], data);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task AClient_ThatBreaksOffAgainAndAgain_MissesNothingWhileContainersComeAndGo()
    {
        const int Containers = 12;
        var start = await NowAsync();
        var cursor = $"{start}";
        var work = Task.WhenAll(Enumerable.Range(0, 3).Select(async worker =>
        {
            for (var index = 0; index < Containers / 3; index++)
            {
                await using var container = await TestContainer.CreateShellAsync(vm, $"e-many-{worker}-{index}", "true");
            }
        }));

        List<string> seen = [];
        while (seen.Count < 2 * Containers)
        {
            using var stream = await LineStream.OpenAsync(vm, $"/v1/events?since={cursor}&type=container");
            for (var read = 0; read < 2 && seen.Count < 2 * Containers; read++)
            {
                var line = await stream.NextAsync();
                cursor = (string)JsonNode.Parse(line)!["cursor"]!;
                if (line.Contains("\"name\":\"e-many-", StringComparison.Ordinal))
                {
                    seen.Add(line);
                }
            }
        }

        await work;
        var all = (await ReadAsync($"/v1/events?since={start}&until={await SoonAsync()}&type=container"))
            .Where(line => line.Contains("\"name\":\"e-many-", StringComparison.Ordinal));
        Assert.Equal(all.Select(WithoutCursor).Order(), seen.Select(WithoutCursor).Order());
    }

    [Fact(Timeout = 60_000)]
    public async Task ServerSentEvents_CarryTheCursorAsTheirId()
    {
        var start = await NowAsync();
        await using var container = await TestContainer.CreateShellAsync(vm, "e-sse", "true");
        using var stream = await LineStream.OpenAsync(vm, $"/v1/events?since={start}&container={container.Id}", Browser());

        var id = await stream.NextAsync();
        var data = await stream.NextAsync();

        Assert.Equal("text/event-stream", stream.MediaType);
        Assert.StartsWith("data: ", data, StringComparison.Ordinal);
        var happened = JsonNode.Parse(data["data: ".Length..])!;
        Assert.Equal($"id: {(string)happened["cursor"]!}", id);
        Assert.Equal("create", (string?)happened["action"]);
        Assert.Equal("", await stream.NextAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task AProcess_EndedForLackOfMemory_IsAnEvent()
    {
        // Waits until it sees its limit, which is set from outside (in whole pages); then tail holds in memory all that it is given.
        const string Limit = "15998976";
        var start = await NowAsync();
        await using var container = await TestContainer.CreateShellAsync(vm, "e-oom", $"""
            until cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null | grep -q {Limit}; do sleep 1; done
            head -c 200000000 /dev/zero | tail -c 100000000 >/dev/null
            sleep 600
            """);
        await container.StartAsync();
        await vm.InMachineAsync($$"""
            for file in $(find /sys/fs/cgroup -path '*{{container.Id}}/memory.limit_in_bytes' -o -path '*{{container.Id}}/memory.max'); do echo {{Limit}} >$file; done
            for file in $(find /sys/fs/cgroup -path '*{{container.Id}}/memory.swap.max'); do echo 0 >$file; done
            """);
        using var stream = await LineStream.OpenAsync(vm, $"/v1/events?since={start}&container={container.Id}");

        while ((string?)JsonNode.Parse(await stream.NextAsync())!["action"] != "oom")
        {
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AContainersName_IsNotTheBeginningOfAnothers()
    {
        var start = await NowAsync();
        await using var other = await TestContainer.CreateShellAsync(vm, "e-name-longer", "true");

        Assert.Empty(await ReadAsync($"/v1/events?since={start}&until={await SoonAsync()}&container=e-name"));
        Assert.NotEmpty(await ReadAsync($"/v1/events?since={start}&until={await SoonAsync()}&container=e-name-longer"));
        Assert.Empty(await ReadAsync($"/v1/events?since={start}&until={await SoonAsync()}&container=e-name-longer&type=image"));
        Assert.Single(await ReadAsync($"/v1/events?since={start}&until={await SoonAsync()}&container=e-name-longer&action=create"));
    }

    private static string WithoutCursor(string line) => line[line.IndexOf("\"time\"", StringComparison.Ordinal)..];

    private static Action<HttpRequestMessage> Browser(string? lastEventId = null) => request =>
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }
    };

    /// <summary>By the clock of the machine, which is the one that events are told by.</summary>
    private async Task<long> NowAsync() => long.Parse(await vm.InMachineAsync("date +%s"), CultureInfo.InvariantCulture);

    /// <summary>A time when all that has happened so far is over: the clock is read in whole seconds.</summary>
    private async Task<long> SoonAsync() => await NowAsync() + 1;

    private async Task<List<string>> ReadAsync(string path)
    {
        using var response = await vm.Api.GetAsync(path, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, body);
        return [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
