using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

public sealed class OverviewPageTests(DashboardVm vm) : DashboardTests(vm)
{
    [Fact(Timeout = 120_000)]
    public async Task EachPartOfTheMachine_HasItsState()
    {
        var parts = Region("State of the machine").GetByRole(AriaRole.Listitem);

        foreach (var part in new[] { "Virtual machine", "Agent", "Token", "containerd", "dockerd", "Bundled images" })
        {
            await Expect(parts.Filter(new() { HasText = part }).First).ToContainTextAsync("OK");
        }

        await Expect(Region("Disk space")).ToContainTextAsync("free");
    }

    [Fact(Timeout = 120_000)]
    public async Task Charts_AreLive()
    {
        const string Memory = "/dev/shm/shown-in-the-chart";
        var chart = Region("Live use").GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^Memory: [0-9]") });
        await Expect(chart.Locator("canvas")).ToBeVisibleAsync();
        var before = await chart.GetAttributeAsync("aria-label");

        await Vm.InMachineAsync($"head -c 104857600 /dev/zero >{Memory}");

        await Expect(chart).Not.ToHaveAccessibleNameAsync(before!);
        await Vm.InMachineAsync($"rm {Memory}");
    }

    [Fact(Timeout = 120_000)]
    public async Task AQuickRunTile_StartsItsContainer()
    {
        await Button("Run Hello").ClickAsync();

        await Expect(Page).ToHaveURLAsync(new Regex("#/containers/[0-9a-f]{12}/logs$"));
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("hello");
        await TestContainer.SendAsync(Vm, "DELETE", $"/v1/containers/{Page.Url.Split('/')[^2]}?force=true");
    }

    [Fact(Timeout = 120_000)]
    public async Task ATileOfOnesOwn_IsKeptRunAndRemoved()
    {
        await GoAsync("create");
        await Combobox("Image").FillAsync("busybox");
        await Field("Name").FillAsync("b-own-tile");
        await Field("Command").FillAsync("echo 'of my own'");
        await Button("Keep as quick-run tile").ClickAsync();
        await GoAsync("");
        await Page.ReloadAsync();

        await Button("Run b-own-tile").ClickAsync();

        await Expect(Heading("b-own-tile")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("of my own");
        await Vm.Cli.MustAsync("rm", "--force", "b-own-tile");
        await GoAsync("");
        await Button("Remove tile b-own-tile").ClickAsync();
        await Expect(Button("Run b-own-tile")).ToBeHiddenAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task WhatRanOutOfMemory_NeedsAttention_UntilItIsGone()
    {
        await using var container = await TestContainer.RunAsync(
            Vm, "b-greedy", """{"cmd":["dd","if=/dev/zero","of=/dev/null","bs=256M","count=1"],"memoryBytes":67108864,"memorySwapBytes":67108864}""");

        await Region("Needs attention").GetByRole(AriaRole.Link, new() { Name = "b-greedy ran out of memory" }).ClickAsync();

        await Expect(Heading("b-greedy")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("out of memory");
        await Vm.Cli.MustAsync("rm", "b-greedy");
        await GoAsync("");
        await Expect(Region("Needs attention").GetByText("b-greedy")).ToBeHiddenAsync();
    }
}
