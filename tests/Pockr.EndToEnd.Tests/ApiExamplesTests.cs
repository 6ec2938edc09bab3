using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Every operation of the agent's own OpenAPI document, with the example the document has for it.</summary>
[Collection(nameof(SharedVm))]
public sealed class ApiExamplesTests(RunningVm vm)
{
    // Each has a test of its own: a registry, an upgraded connection, another time, a code that is good once, or the machine's end is part of it.
    private static readonly string[] s_elsewhere =
    [
        "PullImage", "OriginalPullImage", "OpenDockerTunnel", "ExecTerminal", "AttachTerminal", "MachineTerminal", "SetSystemTime", "PowerOffSystem",
        "RedeemSignInCode",
    ];

    // Their answers end with the client or the container.
    private static readonly string[] s_endless = ["ReadEvents", "AttachContainer"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task EveryExample_CanBeSentAsItIs()
    {
        var world = new ExampleWorld(vm, await ApiOperation.ReadAllAsync(vm.Api));
        var wrong = new List<string>();
        foreach (var operation in world.Operations.Where(operation => !s_elsewhere.Contains(operation.Id)))
        {
            await world.PrepareAsync(operation);
            using var request = operation.Example(await world.IdAsync(operation), await world.UploadAsync(operation));
            using var response = await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            var text = s_endless.Contains(operation.Id) ? "" : await response.Content.ReadAsStringAsync(Cancellation);
            if (!response.IsSuccessStatusCode || FailsAtItsEnd(response, text))
            {
                wrong.Add($"{operation.Id}: {request.RequestUri} {(int)response.StatusCode} {text}");
            }
        }

        await world.RemoveAsync();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool FailsAtItsEnd(HttpResponseMessage response, string text) =>
        response.Content.Headers.ContentType?.MediaType == "application/x-ndjson"
        && text.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var last]
        && JsonNode.Parse(last)!["error"] is not null;
}
