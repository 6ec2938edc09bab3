using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>The dashboard for those who see, point or have room for less.</summary>
public sealed class AccessibilityTests(DashboardVm vm) : DashboardTests(vm)
{
    private const string Name = "b-everywhere";
    private static readonly string[] s_grave = ["serious", "critical"];
    private static readonly string[] s_themes = ["Light theme", "Dark theme"];

    /// <summary>Every page, with what is on it when there is something to show.</summary>
    private static readonly (string Route, string Shown)[] s_pages =
    [
        ("", "containerd"), ("containers", Name), ($"containers/{Name}/logs", "1 line"), ($"containers/{Name}/terminal", "#"),
        ($"containers/{Name}/stats", "GiB"), ($"containers/{Name}/files", "etc"), ($"containers/{Name}/processes", "sleep"),
        ($"containers/{Name}/inspect", Name), ($"containers/{Name}/events", "start"), ("create", "Basics"), ("images", "busybox:latest"),
        ("images/busybox:latest", "linux/"), ("networks", "bridge"), ("networks/bridge", "172."), ("volumes", Name), ("terminal", "#"),
        ("terminal/agent", "Listening on"), ("terminal/dockerd", "level="), ("terminal/containerd", "level="), ("terminal/kernel", "] "),
        ("events", "start"), ("settings", "Docker API"), ("nowhere", "There is no such page"),
    ];

    [Fact(Timeout = 300_000)]
    public async Task NoPage_HasAGraveFault_InEitherTheme()
    {
        await using var container = await RunWithVolumeAsync();
        List<string> faults = [];
        foreach (var (route, shown) in s_pages)
        {
            await GoAsync(route);
            await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync(shown);
            foreach (var next in s_themes)
            {
                var found = (await Page.RunAxe()).Violations.Where(fault => s_grave.Contains(fault.Impact));
                faults.AddRange(found.Select(fault => $"#/{route}: {fault.Id}: {string.Join(" | ", fault.Nodes.Select(node => node.Html))}"));
                await Foot.GetByRole(AriaRole.Button, new() { Name = next }).ClickAsync();
            }
        }

        Assert.Empty(faults);
    }

    [Fact(Timeout = 120_000)]
    public async Task OnANarrowScreen_NoPageIsWiderThanIt_AndTheMenuLeadsOn()
    {
        await using var container = await RunWithVolumeAsync();
        // What dockerd calls an exec's event has the whole command in it.
        await Vm.Cli.MustAsync("exec", Name, "echo", new string('x', 200));
        await Page.SetViewportSizeAsync(390, 844);
        List<string> wide = [];
        foreach (var (route, shown) in s_pages)
        {
            await GoAsync(route);
            await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync(shown);
            if (await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
            {
                wide.Add(route);
            }
        }

        Assert.Empty(wide);
        await Expect(Link("Volumes")).ToBeHiddenAsync();
        await Button("Menu").ClickAsync();
        await Link("Volumes").ClickAsync();
        await Expect(Heading("Volumes")).ToBeVisibleAsync();
        await Expect(Link("Networks")).ToBeHiddenAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task AKeyboard_IsEnough()
    {
        await using var container = await RunAsync(Name, "sleep 86400");
        await Button("Sign out").ClickAsync();
        await Expect(Field("Token")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(Vm.Token);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Heading("Overview")).ToBeVisibleAsync();

        await TabToAsync(Link("Containers").First);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Heading("Containers")).ToBeFocusedAsync();
        await TabToAsync(Link(Name));
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Heading(Name)).ToBeFocusedAsync();
        await TabToAsync(Button($"More actions for {Name}"));
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Menuitem, new() { Name = "Restart" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("ArrowUp");
        await Expect(Page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog($"Remove {Name}?")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog($"Remove {Name}?")).ToBeHiddenAsync();
        await Expect(Button($"More actions for {Name}")).ToBeFocusedAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task TheFirstTab_LeadsPastTheNavigation()
    {
        await GoAsync("images");
        await Page.ReloadAsync();
        await Expect(Heading("Images")).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Tab");
        await Expect(Link("Skip to content")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Heading("Images")).ToBeFocusedAsync();
    }

    // The settings have such a button too.
    private ILocator Foot => Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" });

    private Task<TestContainer> RunWithVolumeAsync() => TestContainer.RunAsync(
        Vm, Name, $$"""{"cmd":["sh","-c","echo here; sleep 86400"],"stopTimeoutSeconds":0,"mounts":[{"type":"volume","source":"{{Name}}","target":"/data"}]}""");

    private async Task TabToAsync(ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var press = 0; press < 100 && !await target.EvaluateAsync<bool>("element => element === document.activeElement"); press++)
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        await Expect(target).ToBeFocusedAsync();
    }
}
