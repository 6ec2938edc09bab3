namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class ShimTests(RunningVm vm)
{
    private const string Bundles = "/run/containerd/io.containerd.runtime.v2.task/moby";

    [Fact(Timeout = 120_000)]
    public async Task AShim_IsStartedOnce_AndLeavesNothing()
    {
        await using var container = await TestContainer.RunSleeperAsync(vm, "shim-once");
        var (shim, socket) = (await ShimOfAsync(container.Id), await SocketOfAsync(container.Id));

        Assert.Contains($" -socket {socket}", await vm.InMachineAsync($"tr '\\0' ' ' </proc/{shim}/cmdline"), StringComparison.Ordinal);
        Assert.Matches(@"SigIgn:\s+0+\n", await vm.InMachineAsync($"grep SigIgn /proc/{shim}/status"));
        await vm.Cli.MustAsync("stop", container.Name);

        // The container has ended before its shim has, and before init has buried that.
        await vm.InMachineAsync($"while [ -e /proc/{shim} ]; do usleep 10000; done");
        Assert.Equal("", await vm.InMachineAsync($"for left in {socket} {Bundles}/{container.Id}; do [ ! -e $left ] || echo $left; done"));
        Assert.Equal(7, await ExitCodeAsync(container));
    }

    [Fact(Timeout = 120_000)]
    public async Task AShimThatIsKilled_TakesItsContainerWithIt_WhichStartsAgain()
    {
        await using var container = await TestContainer.RunSleeperAsync(vm, "shim-killed");
        var process = await vm.InMachineAsync($"cat {Bundles}/{container.Id}/init.pid");

        await vm.InMachineAsync($"kill -9 {await ShimOfAsync(container.Id)}");
        await vm.Cli.RunAsync("wait", container.Name);

        Assert.Equal(137, await ExitCodeAsync(container));
        Assert.Equal("", await vm.InMachineAsync($"grep '^State:.[^ZX]' /proc/{process}/status 2>/dev/null; :")); // init may not have buried it yet
        await vm.Cli.MustAsync("start", container.Name);
        Assert.Equal("again\n", await vm.Cli.MustAsync("exec", container.Name, "echo", "again"));
    }

    [Fact(Timeout = 120_000)]
    public async Task AShimThatContainerdDoesNotLiveToSee_IsEnded()
    {
        const string Start = "/etc/pockr/shims/containerd-shim-runc-v2 -namespace moby -address /run/containerd/containerd.sock -id shim-lost start";
        var left = await vm.InMachineAsync($$"""
            rm -rf /run/shim-lost; mkdir -p /run/shim-lost/moby/shim-lost; cd /run/shim-lost/moby/shim-lost; echo {} >config.json; mkfifo log
            sh -c '{{Start}} >/dev/null 2>&1 & echo $! >shell.pid; until [ -s shim.pid ]; do usleep 10000; done'
            while [ -e /proc/$(cat shell.pid) ]; do usleep 10000; done
            grep '^State:.[^ZX]' /proc/$(cat shim.pid)/status 2>/dev/null
            rm -rf /run/shim-lost
            """);

        Assert.Equal("", left);
    }

    [Fact(Timeout = 120_000)]
    public async Task ContainersOfAGroup_HaveOneShim()
    {
        string[] names = ["shim-group-1", "shim-group-2"];
        try
        {
            var sockets = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                var body = """{"Image":"busybox","Cmd":["sleep","1000"],"HostConfig":{"Annotations":{"io.containerd.runc.v2.group":"tests"},"NetworkMode":"none"}}""";
                var created = await TestContainer.SendAsync(vm, "POST", $"/docker/containers/create?name={name}", body);
                Assert.True(created.Status == 201, created.Body);
                await vm.Cli.MustAsync("start", name);
                sockets.Add(await SocketOfAsync((string)created.Json["Id"]!));
            }

            Assert.Single(sockets);
        }
        finally
        {
            await vm.Cli.RunAsync(["rm", "--force", .. names]);
        }
    }

    private async Task<string> SocketOfAsync(string id) => (await vm.InMachineAsync($"cat {Bundles}/{id}/address"))["unix://".Length..];

    private async Task<string> ShimOfAsync(string id) => (await vm.InMachineAsync($"cat {Bundles}/{id}/shim.pid")).TrimEnd();

    private static async Task<int> ExitCodeAsync(TestContainer container) => (int)(await container.InspectAsync())["state"]!["exitCode"]!;
}
