using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>A browser's way in, up to where the browser begins. They end the agent.</summary>
[Collection(nameof(RestartedVm))]
public sealed class SignInTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task AnAddressThatOpenPrints_SignsInOnce_ForLongerThanTheAgentLives()
    {
        var code = await PrintedCodeAsync();
        using var page = NewPage();

        using var redeemed = await RedeemAsync(page, code);
        Assert.Equal(HttpStatusCode.Created, redeemed.StatusCode);
        var key = (string)(await redeemed.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["key"]!;
        using var again = await RedeemAsync(page, code);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        page.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await AssertOpensAsync(page, key);

        await vm.KillServiceAsync("guest-agent");

        await AssertOpensAsync(page, key);
    }

    [Fact(Timeout = 120_000)]
    public async Task Open_GivesABrowserACode_AndNothingElse() =>
        Assert.Matches($"^{vm.Url}/#code=[A-Za-z0-9_-]{{43}}$", await NotingBrowser.OpenAsync(vm));

    [Fact(Timeout = 120_000)]
    public async Task ACodeAndAKey_AreInNoLog()
    {
        var code = await PrintedCodeAsync();
        using var page = NewPage();
        using var redeemed = await RedeemAsync(page, code);
        var key = (string)(await redeemed.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["key"]!;
        using (await TerminalSocket.OpenAsPageAsync(vm, key))
        {
        }

        Assert.Equal("", await vm.InMachineAsync($"find /var/log /run/pockr -type f -exec grep -lE '{code[..20]}|{key[..30]}' {{}} + || :"));
        foreach (var log in Directory.EnumerateFiles(vm.MachineDirectory, "*.log"))
        {
            var text = await File.ReadAllTextAsync(log, Cancellation);
            Assert.DoesNotContain(code, text, StringComparison.Ordinal);
            Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        }
    }

    // It has no token.
    private HttpClient NewPage() => new(new NotingHandler()) { BaseAddress = new Uri(vm.Url) };

    private async Task<string> PrintedCodeAsync()
    {
        var url = (string)(await vm.Cli.JsonAsync("open", "--print"))["url"]!;
        Assert.StartsWith($"{vm.Url}/#code=", url, StringComparison.Ordinal);
        return url.Split("#code=")[1];
    }

    private static Task<HttpResponseMessage> RedeemAsync(HttpClient page, string code) =>
        page.PostAsJsonAsync("/v1/sign-in/redeem", new { code }, Cancellation);

    private async Task AssertOpensAsync(HttpClient page, string key)
    {
        using var containers = await page.GetAsync("/v1/containers", Cancellation);
        Assert.Equal(HttpStatusCode.OK, containers.StatusCode);
        using var terminal = await TerminalSocket.OpenAsPageAsync(vm, key);
        await terminal.ResizeAndExitAsync();
    }
}
