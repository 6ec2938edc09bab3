using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pockr.EndToEnd.Tests.Browser;

public sealed class CreatePageTests(DashboardVm vm) : DashboardTests(vm)
{
    private const string Name = "b-created";

    [Fact(Timeout = 120_000)]
    public async Task AContainer_IsAsTheFormSays_AndTheLineMakesTheSame()
    {
        var (port, next) = (HostPort.FindFree(), HostPort.FindFree()); // one is given back a moment after its container is gone
        await GoAsync("create");
        await FillAsync(port);
        await Expect(Region("The same in a shell")).ToHaveTextAsync(
            $"pockr run -d --name {Name} -p {port}:80 -e 'GREETING=good day' -v b-data:/data:ro --memory 64m --cpus 0.5 --pids-limit 50 --user 1000 --workdir /tmp busybox sleep 86400");

        await Button("Create and start").ClickAsync();
        await Expect(Heading(Name)).ToBeVisibleAsync();
        var made = await InspectAsync();
        AssertAsFilled(made, port);
        await Vm.Cli.MustAsync("rm", "--force", Name);
        await GoAsync("create");
        await FillAsync(next);
        var line = await Region("The same in a shell").InnerTextAsync();
        var ran = await HostCommand.RunAsync(
            "sh", ["-c", line.Replace("pockr ", $"'{Requirements.Launcher}' ", StringComparison.Ordinal)], new Dictionary<string, string> { ["POCKR_HOME"] = Vm.Cli.Home });

        Assert.True(ran.ExitCode == 0, ran.ToString());
        AssertAsFilled(await InspectAsync(), next);
        await Vm.Cli.MustAsync("rm", "--force", Name);
        await Vm.Cli.MustAsync("volume", "rm", "b-data");
    }

    [Fact(Timeout = 120_000)]
    public async Task AMistake_IsToldOf_AndNothingIsMade()
    {
        await GoAsync("create");
        await Field("Name").FillAsync("b-mistaken");
        await Field("Memory (MiB)").FillAsync("much");

        await Button("Create").ClickAsync();

        var mistakes = Page.GetByRole(AriaRole.Alert);
        await Expect(mistakes).ToContainTextAsync("An image is needed.");
        await Expect(mistakes).ToContainTextAsync("Memory (MiB): a number is needed.");
        Assert.DoesNotContain("b-mistaken", await Vm.Cli.MustAsync("ps", "-a"), StringComparison.Ordinal);
    }

    private async Task FillAsync(int port)
    {
        await Combobox("Image").FillAsync("busybox");
        await Field("Name").FillAsync(Name);
        await Field("Command").FillAsync("sleep 86400");
        await Button("Add port").ClickAsync();
        await Field("Host port").FillAsync($"{port}");
        await Field("Container port").FillAsync("80");
        await Button("Add variable").ClickAsync();
        await Field("Variable").FillAsync("GREETING");
        await Field("Value").FillAsync("good day");
        await Button("Add mount").ClickAsync();
        await Field("Source").FillAsync("b-data");
        await Field("Target").FillAsync("/data");
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Read-only" }).CheckAsync();
        await Field("Memory (MiB)").FillAsync("64");
        await Field("Processors").FillAsync("0.5");
        await Field("Processes").FillAsync("50");
        await Field("User").FillAsync("1000");
        await Field("Directory").FillAsync("/tmp");
    }

    private async Task<JsonNode> InspectAsync() => (await Vm.Cli.JsonAsync("inspect", Name))[0]!;

    private static void AssertAsFilled(JsonNode made, int port)
    {
        Assert.True((bool)made["state"]!["running"]!, made.ToJsonString());
        Assert.Equal("""["sleep","86400"]""", made["command"]!.ToJsonString());
        Assert.Equal((port, 80), ((int)made["ports"]![0]!["hostPort"]!, (int)made["ports"]![0]!["containerPort"]!));
        Assert.Contains("GREETING=good day", made["env"]!.AsArray().Select(variable => (string?)variable));
        var mount = made["mounts"]![0]!;
        Assert.Equal(("volume", "/data", true), ((string?)mount["type"], (string?)mount["target"], (bool)mount["readOnly"]!));
        Assert.Equal(64 << 20, (int)made["limits"]!["memoryBytes"]!);
        Assert.Equal(0.5, (double)made["limits"]!["cpus"]!);
        Assert.Equal(50, (int)made["limits"]!["pidsLimit"]!);
        Assert.Equal(("1000", "/tmp"), ((string?)made["user"], (string?)made["workDir"]));
    }
}
