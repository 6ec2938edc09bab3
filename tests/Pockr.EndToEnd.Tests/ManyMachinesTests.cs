using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Another machine beside the first.</summary>
[Collection(nameof(RestartedVm))]
public sealed class ManyMachinesTests(RunningVm vm)
{
    [Fact(Timeout = 300_000)]
    public async Task TwoMachines_ShareNothing_AndOneIsRemovedWhole()
    {
        await using var same = await TestContainer.RunAsync(vm, "same", """{"cmd":["sleep","600"]}""");

        var second = await vm.Cli.JsonAsync("up", "second");
        Assert.NotEqual(vm.Url, (string)second["url"]!);
        Assert.Equal("[]\n", await vm.Cli.MustAsync("--vm", "second", "ps", "--json"));
        await vm.Cli.MustAsync("--vm", "second", "run", "-d", "--name", "same", "busybox", "sleep", "600");
        Assert.NotEqual(vm.Token, (await vm.Cli.MustAsync("token", "second")).TrimEnd());

        await vm.Cli.MustAsync("down", "second");
        Assert.Equal(["default running", "second suspended"], await StatesAsync());
        Assert.Equal(6, (await vm.Cli.RunAsync("vm", "rm", "second")).ExitCode);
        await vm.Cli.MustAsync("vm", "rm", "--force", "second");

        Assert.Equal(["default running"], await StatesAsync());
        Assert.Equal("ok\n", await vm.Cli.MustAsync("exec", "same", "echo", "ok"));
    }

    private async Task<IEnumerable<string>> StatesAsync() =>
        JsonNode.Parse(await vm.Cli.MustAsync("vm", "ls", "--json"))!.AsArray().Select(machine => $"{machine!["name"]} {machine["state"]}");
}
