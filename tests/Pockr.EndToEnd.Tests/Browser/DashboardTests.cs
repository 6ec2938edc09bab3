using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>
/// Each test has a browser's profile of its own, signed in. Nothing may be reported by the browser meanwhile: neither an error of the page's
/// own nor anything that its Content-Security-Policy forbids.
/// </summary>
[Collection(nameof(Dashboard))]
public abstract class DashboardTests(DashboardVm vm) : IAsyncLifetime
{
    private readonly List<string> _reports = [];
    private IBrowserContext? _context;

    private protected DashboardVm Vm { get; } = vm;

    private protected IPage Page { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        await OpenAsync();
        await SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_context is null)
        {
            return;
        }

        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await Page.ScreenshotAsync(new() { Path = TestResults.PathOf($"{TestContext.Current.TestMethod?.MethodName}.png") });
        }

        await _context.DisposeAsync();
        Assert.Empty(_reports);
    }

    /// <summary>Opens a page that knows nothing of any before.</summary>
    private protected async Task OpenAsync(BrowserNewContextOptions? options = null)
    {
        DashboardVm.NeedBrowser();
        _context = await Vm.Browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        _context.SetDefaultTimeout(Patience.Milliseconds);
        await _context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await _context.AddInitScriptAsync("addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(violatedDirective, blockedURI))");
        Page = await _context.NewPageAsync();
        Page.PageError += (_, error) => _reports.Add(error);
        Page.Console += (_, message) => Note(message);
    }

    private protected async Task SignInAsync()
    {
        await Page.GotoAsync(Vm.Url);
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Token" }).FillAsync(Vm.Token);
        await Button("Sign in").ClickAsync();
        await Expect(Heading("Overview")).ToBeVisibleAsync();
    }

    /// <summary>Goes to a page of the dashboard, as a link would.</summary>
    private protected async Task GoAsync(string route) => await Page.GotoAsync($"{Vm.Url}/#/{route}");

    private protected ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true, Level = 1 });

    private protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private protected ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private protected ILocator Field(string name) => Page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });

    private protected ILocator Search(string name) => Page.GetByRole(AriaRole.Searchbox, new() { Name = name, Exact = true });

    /// <summary>A line of text that offers choices.</summary>
    private protected ILocator Combobox(string name) => Page.GetByRole(AriaRole.Combobox, new() { Name = name, Exact = true });

    private protected ILocator Region(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private protected ILocator Row(string name) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = name }) });

    /// <summary>A dialog, by what it asks.</summary>
    private protected ILocator Dialog(string title) => Page.GetByRole(AriaRole.Dialog, new() { Name = title, Exact = true });

    /// <summary>Answers what a dialog asks.</summary>
    private protected async Task AnswerAsync(string title, string button)
    {
        await Dialog(title).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(Dialog(title)).ToBeHiddenAsync();
    }

    /// <summary>Chooses from the further actions of a thing.</summary>
    private protected async Task ChooseAsync(string name, string action)
    {
        await Button($"More actions for {name}").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }

    /// <summary>Types a line, once the shell is there to take it, and waits for what it prints.</summary>
    private protected async Task TypeIntoTerminalAsync(string label, string line, string printed)
    {
        var terminal = Region($"Terminal of {label}");
        await Expect(terminal).ToContainTextAsync("#");
        await Page.Keyboard.TypeAsync($"{line}\n");
        await Expect(terminal).ToContainTextAsync(printed);
    }

    private protected Task<TestContainer> RunAsync(string name, string command) =>
        TestContainer.RunAsync(Vm, name, $$"""{"cmd":["sh","-c",{{System.Text.Json.JsonSerializer.Serialize(command)}}],"stopTimeoutSeconds":0}""");

    // That a request was refused is told by the page where it matters.
    private void Note(IConsoleMessage message)
    {
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _reports.Add(message.Text);
        }
    }
}
