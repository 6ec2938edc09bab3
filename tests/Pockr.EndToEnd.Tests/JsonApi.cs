using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Calls of the agent whose answers are JSON.</summary>
internal static class JsonApi
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Status and body; a body of lines becomes an array of them.</summary>
    public static async Task<(int Status, JsonNode Body)> CallAsync(this RunningVm vm, string method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        using var response = await vm.Api.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var isLines = response.Content.Headers.ContentType?.MediaType == "application/x-ndjson";
        return ((int)response.StatusCode, isLines ? Lines(text) : JsonNode.Parse(text.Length == 0 ? "{}" : text)!);
    }

    public static Task<(int Status, JsonNode Body)> CallAsync(this RunningVm vm, string method, string path, string json) =>
        vm.CallAsync(method, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public static Task<(int Status, JsonNode Body)> CallAsync(this RunningVm vm, string method, string path, byte[] tar) =>
        vm.CallAsync(method, path, new ByteArrayContent(tar));

    private static JsonArray Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))];
}
