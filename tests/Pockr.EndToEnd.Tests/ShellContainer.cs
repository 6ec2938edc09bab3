using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>A container made over the API that runs a shell line without a network; gone when disposed.</summary>
internal sealed class ShellContainer(RunningVm vm, string id, string name) : IAsyncDisposable
{
    public string Id => id;

    public string Name => name;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ShellContainer> CreateAsync(RunningVm vm, string name, string command)
    {
        var body = new JsonObject
        {
            ["image"] = "busybox",
            ["name"] = name,
            ["network"] = "none",
            ["cmd"] = new JsonArray("sh", "-c", command),
        };
        using var answer = await vm.Api.PostAsJsonAsync("/v1/containers", body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return new ShellContainer(vm, (string)JsonNode.Parse(text)!["id"]!, name);
    }

    public async Task StartAsync()
    {
        using var answer = await vm.Api.PostAsync($"/v1/containers/{id}/start", null, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Waits until its command has ended: that is when its log, followed, ends.</summary>
    public async Task WhenEndedAsync() => await vm.Api.GetStringAsync($"/v1/containers/{id}/logs?follow=true", Cancellation);

    public async ValueTask DisposeAsync()
    {
        using var answer = await vm.Api.DeleteAsync($"/v1/containers/{id}?force=true", CancellationToken.None);
    }
}
