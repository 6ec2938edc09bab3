using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>A container of one test; it goes with the test.</summary>
internal sealed class TestContainer : IAsyncDisposable
{
    private const string Root = "/v1/containers";

    private readonly RunningVm _vm;

    private TestContainer(RunningVm vm, string id, string name) => (_vm, Id, Name) = (vm, id, name);

    public string Id { get; }

    public string Name { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="vm">The machine.</param>
    /// <param name="name">Its name; a leftover of that name is removed.</param>
    /// <param name="settings">Members of the request besides image and name.</param>
    public static async Task<TestContainer> CreateAsync(RunningVm vm, string name, string settings = "{}")
    {
        await SendAsync(vm, "DELETE", $"{Root}/{name}?force=true");
        var body = JsonNode.Parse(settings)!.AsObject();
        body["image"] = "busybox";
        body["name"] = name;
        body["network"] ??= "none";
        var created = await SendAsync(vm, "POST", Root, body.ToJsonString());
        Assert.True(created.Status == 201, created.Body);
        return new TestContainer(vm, (string)created.Json["id"]!, name);
    }

    public static Task<TestContainer> CreateShellAsync(RunningVm vm, string name, string command) =>
        CreateAsync(vm, name, new JsonObject { ["cmd"] = new JsonArray("sh", "-c", command) }.ToJsonString());

    public static async Task<TestContainer> RunAsync(RunningVm vm, string name, string settings)
    {
        var container = await CreateAsync(vm, name, settings);
        var started = await container.PostAsync("start");
        if (started.Status != 204)
        {
            await container.DisposeAsync();
            Assert.Fail(started.Body);
        }

        return container;
    }

    /// <summary>One whose command only waits, and ends with 7 at SIGTERM, which it is prepared for when this returns.</summary>
    public static async Task<TestContainer> RunSleeperAsync(RunningVm vm, string name)
    {
        var container = await RunAsync(vm, name, """{"cmd":["sh","-c","trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done"]}""");
        await container.WhenPrintedAsync("ready\n");
        return container;
    }

    public static async Task<ApiAnswer> SendAsync(RunningVm vm, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await vm.Api.SendAsync(request, Cancellation);
        return new ApiAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString() ?? "",
            await response.Content.ReadAsStringAsync(Cancellation));
    }

    public async Task StartAsync()
    {
        var started = await PostAsync("start");
        Assert.True(started.Status == 204, started.Body);
    }

    /// <summary>Waits until its command has ended: that is when its log, followed, ends.</summary>
    public Task WhenEndedAsync() => GetAsync("logs?follow=true");

    public Task<ApiAnswer> PostAsync(string action, string? body = null) => SendAsync(_vm, "POST", $"{Root}/{Name}/{action}", body);

    public Task<ApiAnswer> PatchAsync(string body) => SendAsync(_vm, "PATCH", $"{Root}/{Name}", body);

    public Task<ApiAnswer> GetAsync(string view) => SendAsync(_vm, "GET", $"{Root}/{Name}/{view}");

    public async Task<JsonNode> InspectAsync()
    {
        var answer = await SendAsync(_vm, "GET", $"{Root}/{Name}");
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json;
    }

    /// <summary>Everything it has printed, after its end.</summary>
    public async Task<string> OutputAsync()
    {
        Assert.Equal(200, (await PostAsync("wait")).Status);
        return TextOf(await GetAsync("logs"));
    }

    /// <summary>Waits until this is in what it has printed.</summary>
    public async Task WhenPrintedAsync(string text)
    {
        while (!TextOf(await GetAsync("logs")).Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(50, Cancellation);
        }
    }

    public static string TextOf(ApiAnswer lines) => string.Concat(
        lines.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string?)JsonNode.Parse(line)!["text"]));

    // Also after a test whose time is over: what it leaves behind would be in the way of others.
    public async ValueTask DisposeAsync()
    {
        using var answer = await _vm.Api.DeleteAsync($"{Root}/{Name}?force=true", CancellationToken.None);
    }
}
