namespace Pockr.EndToEnd.Tests;

/// <summary>The commands on volumes, networks and the machine's disk, as a user types them.</summary>
[Collection(nameof(SharedVm))]
public sealed class VolumeAndNetworkCommandsTests(RunningVm vm)
{
    private const int Refused = 19;

    [Fact(Timeout = 240_000)]
    public async Task AVolume_IsMadeUsedAndRemoved()
    {
        Assert.Equal("v-data\n", await vm.Cli.MustAsync("volume", "create", "v-data", "--label", "v-test=1"));
        await vm.Cli.MustAsync("run", "--rm", "-v", "v-data:/data", "busybox", "sh", "-c", "echo kept >/data/file");

        Assert.Equal("kept\n", await vm.Cli.MustAsync("run", "--rm", "-v", "v-data:/data", "busybox", "cat", "/data/file"));
        Assert.Contains("local   v-data\n", await vm.Cli.MustAsync("volume", "ls"), StringComparison.Ordinal);
        Assert.Equal("1", (string?)(await vm.Cli.JsonAsync("volume", "inspect", "v-data"))[0]!["labels"]!["v-test"]);

        var removed = await vm.Cli.RunAsync("volume", "rm", "v-nothing", "v-data");
        Assert.Equal((Refused, "v-data\n"), (removed.ExitCode, removed.Output));
        Assert.Contains("v-nothing", removed.Error, StringComparison.Ordinal);
        Assert.Equal("", await vm.Cli.MustAsync("volume", "rm", "-f", "v-data"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Prune_RemovesWhatHasTheLabelOnly()
    {
        await vm.Cli.MustAsync("volume", "create", "v-prune", "--label", "v-prune");
        await vm.Cli.MustAsync("network", "create", "n-prune", "--label", "v-prune");

        Assert.Equal(2, (await vm.Cli.RunAsync("volume", "prune", "-a")).ExitCode);
        Assert.Equal("v-prune\n", await vm.Cli.MustAsync("volume", "prune", "-a", "-f", "--filter", "label=v-prune"));
        Assert.Equal("n-prune\n", await vm.Cli.MustAsync("network", "prune", "-f", "--filter", "label=v-prune"));
    }

    [Fact(Timeout = 240_000)]
    public async Task ANetwork_IsMadeJoinedLeftAndRemoved()
    {
        Assert.Matches("^[0-9a-f]{64}\n$", await vm.Cli.MustAsync("network", "create", "n-net", "--subnet", "172.31.7.0/24", "--internal"));
        await using var server = await TestContainer.RunAsync(vm, "n-server", """{"cmd":["sleep","600"],"stopTimeoutSeconds":0}""");
        await vm.Cli.MustAsync("network", "disconnect", "none", "n-server");

        await vm.Cli.MustAsync("network", "connect", "n-net", "n-server", "--ip", "172.31.7.9", "--alias", "n-alias");

        var inspected = (await vm.Cli.JsonAsync("network", "inspect", "n-net"))[0]!;
        Assert.Equal("172.31.7.9/24", (string?)inspected["containers"]![0]!["ipv4Address"]);
        Assert.Equal("172.31.7.9\n", await vm.Cli.MustAsync("run", "--rm", "--network", "n-net", "busybox", "sh", "-c", "ping -c 1 -W 5 n-alias | sed -n '1s/.*(\\(.*\\)).*/\\1/p'"));
        Assert.Contains("n-net", await vm.Cli.MustAsync("network", "ls"), StringComparison.Ordinal);

        Assert.Equal(Refused, (await vm.Cli.RunAsync("network", "rm", "n-net")).ExitCode);
        await vm.Cli.MustAsync("network", "disconnect", "n-net", "n-server");
        Assert.Equal("n-net\n", await vm.Cli.MustAsync("network", "rm", "n-net"));
    }

    [Fact(Timeout = 120_000)]
    public async Task System_TellsWhatTakesTheDiskAndFreesIt()
    {
        await using var stopped = await TestContainer.CreateAsync(vm, "s-prune", """{"labels":{"s-prune":"1"}}""");

        Assert.StartsWith("TYPE ", await vm.Cli.MustAsync("system", "df"), StringComparison.Ordinal);
        Assert.True((long)(await vm.Cli.JsonAsync("system", "df"))["images"]!["sizeBytes"]! > 0);
        Assert.Equal($"container {stopped.Id}\n", await vm.Cli.MustAsync("system", "prune", "-f", "--filter", "label=s-prune=1"));
    }
}
