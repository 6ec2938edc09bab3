using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

public sealed class ImagesPageTests(DashboardVm vm) : DashboardTests(vm)
{
    private const string DropFile = """
        async (target, { name, base64 }) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], name));
          for (const type of ["dragover", "drop"]) {
            target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await GoAsync("images");
    }

    [Fact(Timeout = 120_000)]
    public async Task AnImage_IsTaggedLookedAtAndRemoved()
    {
        await ChooseAsync("busybox:latest", "Add tag");
        await Dialog("Tag busybox:latest").GetByRole(AriaRole.Textbox, new() { Name = "New name" }).FillAsync("b-shelf:1");
        await AnswerAsync("Tag busybox:latest", "Add tag");
        await Link("b-shelf:1").ClickAsync();

        await Expect(Heading("b-shelf:1")).ToBeVisibleAsync();
        await Expect(Region("Configuration")).ToContainTextAsync("busybox:latest");
        await Expect(Region("History").GetByRole(AriaRole.Row)).Not.ToHaveCountAsync(0);
        await Button("Remove").ClickAsync();
        await AnswerAsync("Remove b-shelf:1?", "Cancel");
        await Button("Remove").ClickAsync();
        await AnswerAsync("Remove b-shelf:1?", "Remove");

        await Expect(Heading("Images")).ToBeVisibleAsync();
        await Expect(Link("b-shelf:1")).ToBeHiddenAsync();
        await Expect(Link("busybox:latest")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task ASavedImage_IsTakenInWhereItIsDropped()
    {
        await Vm.Cli.MustAsync("tag", "busybox", "b-parcel:1");
        var saved = await Vm.Cli.RunAsync("save", "b-parcel:1");
        await Vm.Cli.MustAsync("rmi", "b-parcel:1");

        await DropAsync("parcel.tar", saved.OutputBytes);
        await AnswerAsync("Take in parcel.tar", "Take in");

        await Expect(Page.GetByText("b-parcel:1 is there.")).ToBeVisibleAsync();
        await Expect(Link("b-parcel:1")).ToBeVisibleAsync();
        await Vm.Cli.MustAsync("rmi", "b-parcel:1");
    }

    [Fact(Timeout = 120_000)]
    public async Task ARootFileSystem_IsMadeAnImage_AndWhatLosesItsNameIsPruned()
    {
        foreach (var text in new[] { "before", "after" })
        {
            await DropAsync("b-rootfs.tar", await Tars.OfAsync(("greeting", text)));
            await Combobox("What it is").SelectOptionAsync("Root file system, to make an image of");
            await Expect(Field("Name of the image")).ToHaveValueAsync("b-rootfs:latest");
            await AnswerAsync("Take in b-rootfs.tar", "Take in");
        }

        await Expect(Link("b-rootfs:latest")).ToBeVisibleAsync();
        await Expect(Link("untagged")).ToBeVisibleAsync();
        await Button("Prune").ClickAsync();
        await AnswerAsync("Prune images?", "Prune");
        await Expect(Link("untagged")).ToBeHiddenAsync();
        await Expect(Link("b-rootfs:latest")).ToBeVisibleAsync();
        await Vm.Cli.MustAsync("rmi", "b-rootfs");
    }

    [Fact(Timeout = 240_000)]
    public async Task APulledImage_IsThere()
    {
        using var host = new HostDirectory();
        await using var registry = await HostRegistry.StartAsync();
        await Vm.Cli.MustAsync("save", "busybox", "-o", host["busybox.tar"]);
        await registry.PushAsync(host["busybox.tar"], "tools/b-pull:1");
        var image = $"10.0.2.2:{registry.Port}/tools/b-pull:1";

        await Field("Image to pull").FillAsync(image);
        await Button("Pull image").ClickAsync();

        await Expect(Link(image)).ToBeVisibleAsync();
        await Expect(Dialog($"Pulling {image}")).ToBeHiddenAsync();
        await Search("Search images").FillAsync("b-nothing");
        await Expect(Page.GetByText("No image matches.")).ToBeVisibleAsync();
        await Vm.Cli.MustAsync("rmi", image);
    }

    [Fact(Timeout = 120_000)]
    public async Task APull_ShowsItsLayers_UntilItIsGivenUp()
    {
        await using var registry = new SlowRegistry();

        await Field("Image to pull").FillAsync(registry.Image);
        await Button("Pull image").ClickAsync();
        await Expect(Dialog($"Pulling {registry.Image}").GetByRole(AriaRole.Progressbar, new() { Name = "Layer bbbbbbbbbbbb" })).ToBeVisibleAsync();
        await AnswerAsync($"Pulling {registry.Image}", "Cancel");

        await registry.LayerLeft.WaitAsync(Cancellation);
    }

    private async Task DropAsync(string name, byte[] content)
    {
        await Expect(Heading("Images")).ToBeVisibleAsync();
        await Heading("Images").EvaluateAsync(DropFile, new { name, base64 = Convert.ToBase64String(content) });
        await Expect(Dialog($"Take in {name}")).ToBeVisibleAsync();
    }
}
