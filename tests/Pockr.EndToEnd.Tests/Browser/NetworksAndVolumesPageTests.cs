using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

public sealed class NetworksAndVolumesPageTests(DashboardVm vm) : DashboardTests(vm)
{
    [Fact(Timeout = 120_000)]
    public async Task ANetwork_IsMade_HasAContainerForAWhile_AndIsRemoved()
    {
        await using var container = await TestContainer.RunAsync(
            Vm, "b-member", """{"cmd":["sleep","86400"],"stopTimeoutSeconds":0,"network":"bridge"}""");
        await GoAsync("networks");
        await Button("Create network").ClickAsync();
        await Dialog("Create network").GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("b-net");
        await Dialog("Create network").GetByRole(AriaRole.Textbox, new() { Name = "Subnet" }).FillAsync("10.77.0.0/24");
        await AnswerAsync("Create network", "Create");
        await Link("b-net").ClickAsync();
        await Expect(Heading("b-net")).ToBeVisibleAsync();

        await Combobox("Container to connect").FillAsync("b-member");
        await Button("Connect").ClickAsync();
        await Expect(Row("b-member")).ToContainTextAsync(new Regex(@"10\.77\.0\.\d"));
        Assert.Contains("b-net", await Vm.Cli.MustAsync("inspect", "b-member"), StringComparison.Ordinal);
        await Button("Disconnect b-member").ClickAsync();
        await AnswerAsync("Disconnect b-member?", "Disconnect b-member");
        await Expect(Page.GetByText("No container is in it.")).ToBeVisibleAsync();
        await Button("Remove").ClickAsync();
        await AnswerAsync("Remove network b-net?", "Remove");

        await Expect(Heading("Networks")).ToBeVisibleAsync();
        await Expect(Link("bridge")).ToBeVisibleAsync();
        await Expect(Link("b-net")).ToBeHiddenAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task AVolume_IsMadeAndRemoved()
    {
        await GoAsync("volumes");
        await Button("Create volume").ClickAsync();
        await Dialog("Create volume").GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("b-volume");
        await AnswerAsync("Create volume", "Create");
        await Expect(Row("b-volume")).ToBeVisibleAsync();
        Assert.Contains("b-volume", await Vm.Cli.MustAsync("volume", "ls"), StringComparison.Ordinal);

        await Button("Remove b-volume").ClickAsync();
        await AnswerAsync("Remove volume b-volume?", "Cancel");
        await Expect(Row("b-volume")).ToBeVisibleAsync();
        await Button("Remove b-volume").ClickAsync();
        await AnswerAsync("Remove volume b-volume?", "Remove");

        await Expect(Row("b-volume")).ToBeHiddenAsync();
        Assert.DoesNotContain("b-volume", await Vm.Cli.MustAsync("volume", "ls"), StringComparison.Ordinal);
    }
}
