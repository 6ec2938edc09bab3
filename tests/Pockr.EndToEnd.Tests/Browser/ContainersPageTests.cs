using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

public sealed class ContainersPageTests(DashboardVm vm) : DashboardTests(vm)
{
    private const string Waits = """{"cmd":["sleep","86400"],"stopTimeoutSeconds":0}""";

    [Fact(Timeout = 120_000)]
    public async Task Containers_AreListedFilteredAndSearched()
    {
        await using var runs = await TestContainer.RunAsync(Vm, "b-runs", Waits);
        await using var waits = await TestContainer.CreateAsync(Vm, "b-waits", Waits);
        await GoAsync("containers");
        await Expect(Row("b-runs")).ToContainTextAsync("Running");
        await Expect(Row("b-waits")).ToContainTextAsync("Created");

        var states = Page.GetByRole(AriaRole.Navigation, new() { Name = "State", Exact = true });
        await states.GetByRole(AriaRole.Link, new() { Name = "Created" }).ClickAsync();
        await Expect(Row("b-runs")).ToBeHiddenAsync();
        await Expect(Row("b-waits")).ToBeVisibleAsync();
        await states.GetByRole(AriaRole.Link, new() { Name = "All" }).ClickAsync();
        await Search("Search containers").FillAsync("busybox b-runs");
        await Expect(Row("b-waits")).ToBeHiddenAsync();
        await Expect(Row("b-runs")).ToBeVisibleAsync();
        await Search("Search containers").FillAsync("b-nothing");
        await Expect(Page.GetByText("No container matches.")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Several_AreStartedStoppedAndRemovedTogether()
    {
        await using var one = await TestContainer.CreateAsync(Vm, "b-batch-1", Waits);
        await using var other = await TestContainer.CreateAsync(Vm, "b-batch-2", Waits);
        await GoAsync("containers");
        await Search("Search containers").FillAsync("b-batch");
        await Expect(Row("b-batch-1")).ToBeVisibleAsync();
        await Expect(Row("b-batch-2")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Select all" }).CheckAsync();

        var batch = Page.GetByRole(AriaRole.Toolbar, new() { Name = "Selected containers" });
        await Expect(batch).ToContainTextAsync("2 selected");
        await batch.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await ExpectBothAsync("Running");
        await batch.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await ExpectBothAsync("Exited");
        await batch.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await AnswerAsync("Remove 2 containers?", "Cancel");
        await ExpectBothAsync("Exited");
        await batch.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await AnswerAsync("Remove 2 containers?", "Remove");

        await Expect(Row("b-batch-1")).ToBeHiddenAsync();
        await Expect(Row("b-batch-2")).ToBeHiddenAsync();
        Assert.DoesNotContain("b-batch", await Vm.Cli.MustAsync("ps", "-a"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task One_IsRenamedPausedKilledAndRemoved()
    {
        await using var container = await TestContainer.RunAsync(Vm, "b-first", Waits);
        await GoAsync("containers");

        await ChooseAsync("b-first", "Rename");
        await Dialog("Rename b-first").GetByRole(AriaRole.Textbox, new() { Name = "New name" }).FillAsync("b-second");
        await AnswerAsync("Rename b-first", "Rename");
        await Expect(Row("b-first")).ToBeHiddenAsync();
        await ChooseAsync("b-second", "Pause");
        await Expect(Row("b-second")).ToContainTextAsync("Paused");
        await ChooseAsync("b-second", "Unpause");
        await Expect(Row("b-second")).ToContainTextAsync("Running");
        await ChooseAsync("b-second", "Kill");
        await AnswerAsync("Kill b-second?", "Kill");
        await Expect(Row("b-second")).ToContainTextAsync("Exited (137)");
        await Button("Start b-second").ClickAsync();
        await Expect(Row("b-second")).ToContainTextAsync("Running");
        await ChooseAsync("b-second", "Remove");
        await AnswerAsync("Remove b-second?", "Cancel");
        await Expect(Row("b-second")).ToContainTextAsync("Running");
        await ChooseAsync("b-second", "Remove");
        await AnswerAsync("Remove b-second?", "Remove");

        await Expect(Row("b-second")).ToBeHiddenAsync();
        Assert.DoesNotContain("b-second", await Vm.Cli.MustAsync("ps", "-a"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Prune_RemovesWhatDoesNotRun()
    {
        await using var runs = await TestContainer.RunAsync(Vm, "b-kept", Waits);
        await using var waits = await TestContainer.CreateAsync(Vm, "b-pruned", Waits);
        await GoAsync("containers");
        await Expect(Row("b-pruned")).ToBeVisibleAsync();

        await Button("Prune stopped").ClickAsync();
        await AnswerAsync("Remove all stopped containers?", "Remove");

        await Expect(Row("b-pruned")).ToBeHiddenAsync();
        await Expect(Row("b-kept")).ToBeVisibleAsync();
    }

    private async Task ExpectBothAsync(string state)
    {
        await Expect(Row("b-batch-1")).ToContainTextAsync(state);
        await Expect(Row("b-batch-2")).ToContainTextAsync(state);
    }
}
