namespace Pockr.EndToEnd.Tests;

/// <summary>
/// A machine for aarch64, whole. Where the host is another it is emulated, and its image is built for this alone: it takes minutes, and is
/// run by <c>./build.sh aarch64</c> only.
/// </summary>
public sealed class Aarch64Tests
{
    private const string Qemu = "qemu-system-aarch64";

    private static readonly string[] s_stages =
        ["kernel started", "mounting file systems", "starting the network", "starting the agent and dockerd"];

    private static string Image => Path.Combine(Requirements.Root, "artifacts/image/debian-aarch64");

    [Fact(Explicit = true, Timeout = 1_200_000)]
    public async Task AMachine_ComesUp_RunsContainers_AndGoesOnWhereItStopped()
    {
        Requirements.Need(Requirements.Launcher, Image);
        Requirements.NeedProgram(Qemu);
        await using var vm = new RunningVm();
        await vm.BootAsync("--no-template", "--image", Image);

        Assert.Equal(s_stages.Select(stage => $"pockr: {stage}"), ReadStages(vm));
        Assert.Equal("ok", (string?)(await vm.CurlAsync("/health")).Json["status"]);
        var dockerd = await vm.InMachineAsync("grep -E 'Docker daemon|API listen' /var/log/dockerd.log");
        await TestResults.WriteAsync("aarch64-console.txt", [.. File.ReadLines(vm.SerialLog).Select(line => line.TrimEnd()), dockerd.TrimEnd()]);
        Assert.Equal("aarch64\n", await vm.Cli.MustAsync("run", "--rm", "busybox", "uname", "-m"));
        Assert.Equal("arm64", (string?)(await vm.CurlAsync("/v1/images/inspect?image=busybox")).Json["architecture"]);
        await AssertTheAgentKnowsTheKernelAsync(vm);

        await vm.Cli.MustAsync("down");
        await vm.BootAsync();

        Assert.True((bool)vm.Up["resumed"]!);
        Assert.Equal("aarch64\n", await vm.InMachineAsync("uname -m"));
    }

    // Numbers of the kernel's calls and flags that are not the same on every processor.
    private static async Task AssertTheAgentKnowsTheKernelAsync(RunningVm vm)
    {
        await using var container = await TestContainer.RunAsync(vm, "files", """{"cmd":["sleep","600"]}""");
        var list = await container.GetAsync("files/list?path=/etc");
        Assert.True(list.Status == 200, list.Body);
        Assert.Contains("\"hostname\"", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(" warn ", await vm.InMachineAsync("cat /var/log/guest-agent.log"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> ReadStages(RunningVm vm) =>
        File.ReadLines(vm.SerialLog).Where(line => line.StartsWith("pockr: ", StringComparison.Ordinal)).Select(line => line.TrimEnd());
}
