using Microsoft.Playwright;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>A machine, and a browser that looks at its dashboard: Debian's Chromium, without a window.</summary>
public sealed class DashboardVm : RunningVm
{
    private const string Chromium = "chromium";

    private IPlaywright? _playwright;

    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>Ends a test where there is no browser: nobody but the test itself can.</summary>
    internal static void NeedBrowser() => Requirements.NeedProgram(Chromium);

    public override async ValueTask InitializeAsync()
    {
        if (Requirements.FindProgram(Chromium) is { } program)
        {
            await base.InitializeAsync();
            await StartBrowserAsync(program);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await base.DisposeAsync();
    }

    private async Task StartBrowserAsync(string program)
    {
        Assertions.SetDefaultExpectTimeout(Patience.Milliseconds);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            // It refuses to be root's with one. The pages it is shown are this repository's own.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
        });
    }
}

/// <summary>The tests that look at one machine's dashboard. One after the other; names inside the machine are not shared.</summary>
[CollectionDefinition(nameof(Dashboard))]
public sealed class Dashboard : ICollectionFixture<DashboardVm>;
