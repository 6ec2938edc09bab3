using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>Takes the pictures of <c>docs/images</c>; only where they are asked for.</summary>
public sealed class DashboardPictures(DashboardVm vm) : DashboardTests(vm)
{
    private const int MillisecondsOfCharts = 10_000; // so that there is a line to be seen

    /// <summary>Name of the picture, page, and what is on it when there is something to see.</summary>
    private static readonly (string Name, string Route, string Shown)[] s_pages =
    [
        ("overview", "", "report ran out of memory"), ("containers", "containers", "report"), ("logs", "containers/web/logs", "no price"),
        ("terminal", "containers/web/terminal", "#"), ("stats", "containers/worker/stats", "Processor time"), ("files", "containers/web/files/root", "index.html"),
        ("processes", "containers/web/processes", "PID"), ("create", "create?image=shop/web:1.4", "Basics"),
        ("images", "images", "shop/web:1.4"), ("image", "images/shop%2Fweb:1.4", "linux/"), ("networks", "networks", "backoffice"),
        ("network", "networks/shop", "database"), ("volumes", "volumes", "uploads"), ("machine", "terminal", "#"),
        ("events", "events", "oom"), ("settings", "settings", "Docker API"),
    ];

    private static readonly string[] s_narrow = ["overview", "containers"];

    [Fact(Explicit = true, Timeout = 1_800_000)]
    public async Task Pictures_AreTaken()
    {
        await new PicturedShop(Vm).FillAsync();
        foreach (var theme in new[] { "dark", "light" })
        {
            await SetSizeAsync(1280, 800);
            foreach (var (name, route, shown) in s_pages)
            {
                await TakeAsync($"dashboard-{name}-{theme}", route, shown);
            }

            await SetSizeAsync(390, 844);
            foreach (var (name, route, shown) in s_pages.Where(page => s_narrow.Contains(page.Name)))
            {
                await TakeAsync($"dashboard-{name}-narrow-{theme}", route, shown);
            }

            await SetSizeAsync(1280, 800);
            await Button("Light theme").Or(Button("Dark theme")).First.ClickAsync();
        }
    }

    private Task SetSizeAsync(int width, int height) => Page.SetViewportSizeAsync(width, height);

    private async Task TakeAsync(string name, string route, string shown)
    {
        await GoAsync(route);
        await Page.ReloadAsync(); // so that every page is as whoever comes there sees it
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync(shown);
        await Expect(Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Page.GetByText("Loading…")).ToHaveCountAsync(0);
        await ShowUseAsync(route);
        await Page.Mouse.MoveAsync(0, 0);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Requirements.Root, "docs/images", $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>What makes a page more than empty.</summary>
    private async Task ShowUseAsync(string route)
    {
        switch (route)
        {
            case "" or "containers/worker/stats":
                await Page.WaitForTimeoutAsync(MillisecondsOfCharts);
                break;
            case "containers/web/terminal":
                await TypeIntoTerminalAsync("web", "ls -l /root; cat /root/index.html", "Welcome");
                break;
            case "terminal":
                await TypeIntoTerminalAsync("the virtual machine", "uname -r; df -h /", "% /");
                break;
            case "containers/web/logs":
                await Search("Search log").FillAsync("cart");
                break;
        }
    }
}
