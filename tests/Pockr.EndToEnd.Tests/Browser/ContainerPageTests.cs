using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>The views of one container.</summary>
public sealed class ContainerPageTests(DashboardVm vm) : DashboardTests(vm)
{
    private const string Waits = "sleep 86400";

    private ILocator Log => Page.GetByRole(AriaRole.Log);

    [Fact(Timeout = 120_000)]
    public async Task Logs_AreFollowed_SearchedAndDownloaded_AndErrorsToldApart()
    {
        await using var container = await RunAsync("b-talks", "echo plain; echo wrong >&2; while [ ! -f /go ]; do sleep 0.1; done; echo plain again; " + Waits);
        await GoAsync("containers/b-talks/logs");
        await Expect(Log.GetByText("wrong")).ToBeVisibleAsync();
        await Expect(Log.Locator(".log-line").Filter(new() { HasText = "wrong" })).ToContainTextAsync("stderr");
        await Expect(Log.Locator(".log-line").Filter(new() { HasText = "plain" })).Not.ToContainTextAsync("stderr");

        await container.PostAsync("exec/run", """{"cmd":["touch","/go"]}""");
        await Expect(Log).ToContainTextAsync("plain again");
        await Search("Search log").FillAsync("PLAIN");
        await Expect(Page.GetByText("1 of 2")).ToBeVisibleAsync();
        await Button("Next match").ClickAsync();
        await Expect(Page.GetByText("2 of 2")).ToBeVisibleAsync();
        await Button("Previous match").ClickAsync();
        await Expect(Page.GetByText("1 of 2")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Times" }).CheckAsync();
        await Expect(Log).ToContainTextAsync(DateTime.UtcNow.Year.ToString(CultureInfo.InvariantCulture));

        var (name, content) = await DownloadAsync("Download log");
        Assert.Equal("b-talks.log", name);
        var lines = content.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Matches("^[0-9T:.-]+Z ", line));
        // dockerd reads the two streams side by side: of two lines of the same moment, either may be the first.
        Assert.Equal(["plain", "plain again", "wrong"], lines.Select(line => line.Split(' ', 2)[1]).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 240_000)]
    public async Task ALogOfAHundredThousandLines_IsShownWhole_OfWhichThePageHoldsAFew()
    {
        await using var container = await TestContainer.RunAsync(Vm, "b-long-log", """{"cmd":["seq","100000"]}""");
        await container.PostAsync("wait");
        await GoAsync("containers/b-long-log/logs");
        await Expect(Page.GetByText("1,000 lines")).ToBeVisibleAsync();

        await Combobox("Lines").SelectOptionAsync("All");

        await Expect(Page.GetByText("100,000 lines")).ToBeVisibleAsync(new() { Timeout = 4 * Patience.Milliseconds });
        await Expect(Log.GetByText("100000", new() { Exact = true })).ToBeVisibleAsync();
        Assert.InRange(await Log.Locator(".log-line").CountAsync(), 1, 200);
        await Search("Search log").FillAsync("54321");
        await Expect(Page.GetByText("1 of 1")).ToBeVisibleAsync();
        await Button("Next match").ClickAsync();
        await Expect(Log.GetByText("54321")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Terminal_RunsWhatIsTyped()
    {
        await using var container = await RunAsync("b-typed", Waits);
        await GoAsync("containers/b-typed/terminal");

        await TypeIntoTerminalAsync("b-typed", "echo $((6 * 7))-$(cat /proc/1/comm)", "42-sleep");
        await Field("Command").FillAsync("sh -c 'echo as $(id -un)'");
        await Field("User").FillAsync("nobody");
        await Button("Open terminal").ClickAsync();

        await Expect(Region("Terminal of b-typed")).ToContainTextAsync("as nobody");
        await Expect(Region("Terminal of b-typed")).ToContainTextAsync("exit code 0");
    }

    [Fact(Timeout = 120_000)]
    public async Task Stats_Processes_InspectAndEvents_AreShown()
    {
        await using var container = await RunAsync("b-seen", "sleep 4321 & sleep 86400");
        await GoAsync("containers/b-seen/logs");
        var views = Page.GetByRole(AriaRole.Navigation, new() { Name = "Views of the container" });

        await views.GetByText("Stats").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^Memory: [0-9]") }).Locator("canvas")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^Processes: [23],") })).ToBeVisibleAsync();
        await views.GetByText("Processes").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "sleep 4321" })).ToBeVisibleAsync();
        await views.GetByText("Inspect").ClickAsync();
        await Expect(Region("Everything the agent tells of it, as JSON")).ToContainTextAsync($"\"id\": \"{container.Id}\"");
        await views.GetByText("Events").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "start" }).First).ToContainTextAsync("b-seen");
    }

    [Fact(Timeout = 120_000)]
    public async Task Files_AreUploadedBrowsedAndDownloaded()
    {
        await using var container = await RunAsync("b-files", Waits);
        await GoAsync("containers/b-files/files/root");
        await Button("New directory").ClickAsync();
        await Dialog("New directory").GetByRole(AriaRole.Textbox).FillAsync("letters");
        await AnswerAsync("New directory", "Create");
        await Link("letters").ClickAsync();
        await Expect(Field("Path")).ToHaveValueAsync("/root/letters");

        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Button("Upload files").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "a letter.txt", MimeType = "text/plain", Buffer = "Dear reader\n"u8.ToArray() });

        await Expect(Row("a letter.txt")).ToContainTextAsync("12 B");
        Assert.Equal("Dear reader\n", await Vm.Cli.MustAsync("exec", "b-files", "cat", "/root/letters/a letter.txt"));
        Assert.Equal(("a letter.txt", "Dear reader\n"), await DownloadAsync("Download a letter.txt"));
        await Field("Path").FillAsync("/etc");
        await Button("Go").ClickAsync();
        await Expect(Row("passwd")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task AFile_IsEditedRenamedAndRemoved()
    {
        await using var container = await RunAsync("b-edited", "echo first >/tmp/note; chmod 640 /tmp/note; " + Waits);
        await GoAsync("containers/b-edited/files/tmp");
        await Button("Edit note").ClickAsync();
        var content = Dialog("Edit /tmp/note").GetByRole(AriaRole.Textbox, new() { Name = "Content" });
        await Expect(content).ToHaveValueAsync("first\n");
        await content.FillAsync("second\n");
        await AnswerAsync("Edit /tmp/note", "Save");
        Assert.Equal("second\n640\n", await Vm.Cli.MustAsync("exec", "b-edited", "sh", "-c", "cat /tmp/note; stat -c %a /tmp/note"));

        await ChooseAsync("note", "Rename");
        await Dialog("Rename note").GetByRole(AriaRole.Textbox).FillAsync("memo");
        await AnswerAsync("Rename note", "Rename");
        await Expect(Row("memo")).ToBeVisibleAsync();
        await ChooseAsync("memo", "Remove");
        await AnswerAsync("Remove memo?", "Remove");
        await Expect(Row("memo")).ToBeHiddenAsync();
        Assert.Equal("", await Vm.Cli.MustAsync("exec", "b-edited", "ls", "/tmp"));
    }

    private async Task<(string Name, string Content)> DownloadAsync(string button)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Button(button).ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllTextAsync(await download.PathAsync(), Cancellation));
    }
}
