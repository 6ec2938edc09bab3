using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>What a page that is open shows of what others do.</summary>
public sealed class ConnectionTests(DashboardVm vm) : DashboardTests(vm)
{
    [Fact(Timeout = 120_000)]
    public async Task AContainerThatIsKilledElsewhere_IsShownSo()
    {
        await using var container = await RunAsync("b-victim", "sleep 86400");
        await GoAsync("containers");
        await Expect(Row("b-victim")).ToContainTextAsync("Running");

        await Vm.Cli.MustAsync("kill", "b-victim");

        await Expect(Row("b-victim")).ToContainTextAsync("Exited (137)");
    }

    [Fact(Timeout = 240_000)]
    public async Task AnAgentThatEnds_IsMissed_AndThePageGoesOnWithTheNext()
    {
        await GoAsync("containers");
        var lost = Expect(Page.GetByText("The connection to the machine is lost.")).ToBeVisibleAsync();

        await Vm.KillServiceAsync("guest-agent");

        await lost;
        await Expect(Page.GetByText("The connection to the machine is lost.")).ToBeHiddenAsync();
        await Expect(Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await using var container = await RunAsync("b-afterwards", "sleep 86400");
        await Expect(Row("b-afterwards")).ToContainTextAsync("Running");
    }
}
