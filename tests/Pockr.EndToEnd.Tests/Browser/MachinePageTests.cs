using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>The machine itself: its shell and logs, what dockerd tells, settings.</summary>
public sealed class MachinePageTests(DashboardVm vm) : DashboardTests(vm)
{
    [Fact(Timeout = 120_000)]
    public async Task Terminal_IsAShellInTheMachine()
    {
        await GoAsync("terminal");

        await TypeIntoTerminalAsync("the virtual machine", "echo $((6 * 7))-$(cat /proc/1/comm)", "42-init");
        await Button("uname -a").ClickAsync();
        await Expect(Region("Terminal of the virtual machine")).ToContainTextAsync("Linux");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("Agent log", "Listening on")]
    [InlineData("dockerd log", "API listen on")]
    [InlineData("containerd log", "level=info")]
    [InlineData("Kernel log", "Linux version")]
    public async Task Logs_AreShown(string log, string line)
    {
        await Vm.Cli.MustAsync("run", "--rm", "busybox", "true"); // containerd tells of shims alone
        await GoAsync("terminal");
        await Link(log).ClickAsync();

        await Search("Search log").FillAsync(line);
        await Expect(Page.GetByText(new Regex("^1 of [1-9]"))).ToBeVisibleAsync();
        await Button("Next match").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync(line);
    }

    [Fact(Timeout = 120_000)]
    public async Task Events_AreToldAsTheyHappen()
    {
        await GoAsync("events");
        await Search("Search events").FillAsync("b-event");
        await Expect(Page.GetByText("No event matches.")).ToBeVisibleAsync();

        await Vm.Cli.MustAsync("volume", "create", "b-event");
        await using (await TestContainer.CreateAsync(Vm, "b-event", """{"cmd":["true"]}"""))
        {
            await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "volume" }).First).ToBeVisibleAsync();
            await Combobox("Type").SelectOptionAsync("container");
            await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "create" })).ToHaveCountAsync(1);
            await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "volume" })).ToHaveCountAsync(0);
        }

        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "destroy" })).ToHaveCountAsync(1);
        await Vm.Cli.MustAsync("volume", "rm", "b-event");
    }

    [Fact(Timeout = 120_000)]
    public async Task Settings_TellOfTheMachine_AndPowerOffAsksFirst()
    {
        await GoAsync("settings");
        await Expect(Region("Machine")).ToContainTextAsync("Docker API");
        await Expect(Region("What it was started with")).ToContainTextAsync("Name servers");
        await Expect(Region("About").GetByRole(AriaRole.Listitem).Filter(new() { HasText = "preact" }).First).ToContainTextAsync("MIT");

        await Button("Copy").ClickAsync();
        await Expect(Button("Copied")).ToBeVisibleAsync();
        Assert.Equal(Vm.Url, await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await Button("Power off").ClickAsync();
        await AnswerAsync("Power off the machine?", "Cancel");
        Assert.Equal("running", (string?)(await Vm.Cli.JsonAsync("status"))["state"]);
    }
}
