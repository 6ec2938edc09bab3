using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

public sealed class SignInPageTests(DashboardVm vm) : DashboardTests(vm)
{
    private const string Storages = "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])";

    private ILocator Token => Field("Token");

    public override async ValueTask InitializeAsync()
    {
        await OpenAsync();
        await Page.GotoAsync(Vm.Url);
    }

    [Fact(Timeout = 120_000)]
    public async Task AWrongToken_IsRefusedWithReasonAndRemedy()
    {
        await Token.FillAsync("wrong");
        await Button("Sign in").ClickAsync();

        var problem = Page.GetByRole(AriaRole.Alert);
        await Expect(problem).ToContainTextAsync("token");
        await Expect(problem).ToContainTextAsync("Try:");
        await Expect(Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task TheToken_SignsIn_AndIsKeptNowhere()
    {
        await SignInAsync();

        Assert.DoesNotContain(Vm.Token, Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(Vm.Token, await Page.ContentAsync(), StringComparison.Ordinal);
        var kept = await Page.EvaluateAsync<string>(Storages);
        Assert.Contains("pockr.key", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Vm.Token, kept, StringComparison.Ordinal);
        Assert.Empty(await Page.Context.CookiesAsync());
        await Page.ReloadAsync();
        await Expect(Heading("Overview")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Open_SignsIn_WithACodeThatIsGoneFromTheAddress()
    {
        var address = await NotingBrowser.OpenAsync(Vm);
        var code = address.Split("#code=")[1];

        await Page.GotoAsync(address);

        await Expect(Heading("Overview")).ToBeVisibleAsync();
        Assert.DoesNotContain(code, Page.Url, StringComparison.Ordinal);
        await Page.GoBackAsync();
        Assert.DoesNotContain(code, Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(code, await Page.EvaluateAsync<string>(Storages), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task ACode_CountsOnce()
    {
        var address = await NotingBrowser.OpenAsync(Vm);
        await Page.GotoAsync(address);
        await Button("Sign out").ClickAsync();
        await Expect(Token).ToBeVisibleAsync();

        await Page.GotoAsync(address);

        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Try:");
        await Expect(Token).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task SignOut_ForgetsTheKey()
    {
        await SignInAsync();

        await Button("Sign out").ClickAsync();

        await Expect(Token).ToBeVisibleAsync();
        Assert.DoesNotContain("pockr.key", await Page.EvaluateAsync<string>(Storages), StringComparison.Ordinal);
        await Page.ReloadAsync();
        await Expect(Token).ToBeVisibleAsync();
    }
}
