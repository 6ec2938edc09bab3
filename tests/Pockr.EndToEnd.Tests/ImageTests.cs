using System.Net.Http.Headers;
using System.Text;

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

        var missing = await vm.CurlAsync("/images/pull", $$"""{"image":"10.0.2.2:{{registry.Port}}/tools/nothing:1"}""");
        Assert.Equal((404, "image_not_found"), (missing.Status, (string?)missing.Json["code"]));
    }

    [Fact(Timeout = 180_000)]
    public async Task APull_ThatNobodyWaitsFor_Ends()
    {
        await using var server = new HostServer(StalledRegistry.Answer);
        var connections = $"netstat -tn | grep -c ' {server.Authority} *ESTABLISHED' || true";
        var body = new StringContent($$"""{"image":"{{server.Authority}}/stalled:1"}""", Encoding.UTF8, "application/json");
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/pull") { Content = body })
        using (var response = await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation))
        using (var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)))
        {
            var line = "";
            while (line is not null && !line.Contains("Pulling fs layer", StringComparison.Ordinal))
            {
                line = await lines.ReadLineAsync(Cancellation);
            }

            Assert.NotNull(line);
            await WhenAsync(async () => await vm.InMachineAsync(connections) != "0\n");
        }

        await WhenAsync(async () => await vm.InMachineAsync(connections) == "0\n");
        Assert.Equal(404, (await vm.CurlAsync($"/v1/images/inspect?image={server.Authority}/stalled:1")).Status);
    }

    private static async Task WhenAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(50, Cancellation);
        }
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
