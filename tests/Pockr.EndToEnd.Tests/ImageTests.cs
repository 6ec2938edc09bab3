using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class ImageTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task ARootFileSystem_CanBeImportedAndRun()
    {
        Requirements.Need(Requirements.Minirootfs);

        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", vm.Token);
        await using var tar = File.OpenRead(Requirements.Minirootfs);
        using var answer = await client.PostAsync(
            new Uri($"{vm.Url}/v1/images/import?image=alpine:3.20"), new StreamContent(tar), TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)answer.StatusCode);

        Assert.Equal("3.20.3\n", await vm.Cli.MustAsync("run", "--rm", "alpine:3.20", "cat", "/etc/alpine-release"));
    }

    [Fact(Timeout = 240_000)]
    public async Task ARegistryOnTheHost_CanBePulledFrom()
    {
        await using var registry = await HostRegistry.StartAsync();
        await registry.PushAsync(await BusyboxFromTheMachineAsync(), "tools/busybox:1");
        var image = $"10.0.2.2:{registry.Port}/tools/busybox:1";

        Assert.Equal("pulled\n", await vm.Cli.MustAsync("run", "--rm", image, "echo", "pulled"));

        var again = await vm.CurlAsync("/images/pull", $$"""{"image":"{{image}}"}""");
        Assert.Equal((200, "pulled", image), (again.Status, (string?)again.Json["status"], (string?)again.Json["image"]));
        Assert.Contains("Image is up to date", (string?)again.Json["output"], StringComparison.Ordinal);

        var (status, lines) = await vm.CallAsync("POST", "/v1/images/pull", $$"""{"image":"{{image}}"}""");
        Assert.Equal(200, status);
        Assert.Contains("Image is up to date", (string?)lines.AsArray()[^1]!["status"], StringComparison.Ordinal);

        var missing = await vm.CurlAsync("/images/pull", $$"""{"image":"10.0.2.2:{{registry.Port}}/tools/nothing:1"}""");
        Assert.Equal((404, "image_not_found"), (missing.Status, (string?)missing.Json["code"]));
    }

    [Fact(Timeout = 180_000)]
    public async Task APull_ThatNobodyWaitsFor_Ends()
    {
        await using var registry = new SlowRegistry();
        var body = new JsonObject { ["image"] = registry.Image };
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/pull") { Content = JsonContent.Create(body) })
        using (var response = await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation))
        using (var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)))
        {
            var line = "";
            while (!line.Contains("Downloading", StringComparison.Ordinal))
            {
                line = await lines.ReadLineAsync(Cancellation);
                Assert.NotNull(line);
            }
        }

        await registry.LayerLeft.WaitAsync(Cancellation);
        Assert.Equal(404, (await vm.CurlAsync($"/v1/images/inspect?image={registry.Image}")).Status);
    }

    // The archive that came with the image, by way of the agent: the same bytes that were loaded in the machine.
    private async Task<string> BusyboxFromTheMachineAsync()
    {
        var encoded = await vm.InMachineAsync("base64 /usr/share/pockr/images/busybox.tar");
        var path = Path.Combine(vm.Cli.Home, "busybox.tar");
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(encoded), TestContext.Current.CancellationToken);
        return path;
    }
}
