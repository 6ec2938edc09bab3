using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class NetworkTests(RunningVm vm)
{
    [Fact(Timeout = 120_000)]
    public async Task APublishedPort_IsOnTheHostsLoopback_AndGoesWithTheContainer()
    {
        var port = HostPort.FindFree();
        await vm.Cli.MustAsync("run", "-d", "--name", "web", "-p", $"{port}:80", "busybox", "sh", "-c", "echo page >/tmp/index.html; exec httpd -f -h /tmp");

        // The container's server listens a moment after its start.
        var page = await HostCommand.RunAsync("curl", ["-sS", "--retry", "30", "--retry-all-errors", "--retry-delay", "1", $"http://127.0.0.1:{port}/"]);
        Assert.True(page.Output == "page\n", page.ToString());

        var stop = await vm.Cli.RunAsync("stop", "-t", "1", "web");
        var afterwards = await HostCommand.RunAsync("curl", ["-sS", $"http://127.0.0.1:{port}/"]);
        Assert.True(afterwards.ExitCode == 7, $"{stop}\n{afterwards}");
    }

    [Fact(Timeout = 120_000)]
    public async Task APortAnotherProgramHas_IsRefusedBeforeAnythingIsMade()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var result = await vm.Cli.RunAsync("run", "-d", "--name", "clash", "-p", $"{port}:80", "busybox", "sleep", "60");

        Assert.Equal(125, result.ExitCode);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("clash", await vm.Cli.MustAsync("ps", "-a"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task TheTableOfConnections_HasFewPlaces_AndRoomForAsManyAsBefore()
    {
        var (places, most) = (await NumberAsync("nf_conntrack_buckets"), await NumberAsync("nf_conntrack_max"));

        Assert.Equal(4096, places);
        Assert.True(most >= 16 * 4096, $"{most}");

        async Task<int> NumberAsync(string setting) =>
            int.Parse(await vm.InMachineAsync($"cat /proc/sys/net/netfilter/{setting}"), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    [Fact(Timeout = 120_000)]
    public async Task OnTheHost_EverythingIsOnLoopback()
    {
        var pid = (int)(await vm.Cli.JsonAsync("status"))["processId"]!;

        var listening = await HostCommand.RunAsync("ss", ["-Hltnup"]);
        var lines = listening.Output.Split('\n').Where(line => line.Contains($"pid={pid},", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"\s127\.0\.0\.1:\d+\s", line));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("sed '$s/.*/exit 1/' /etc/pockr/network-key >/run/hook; chmod 755 /run/hook; mount --bind /run/hook /etc/pockr/network-key", "umount /etc/pockr/network-key")]
    [InlineData("mv /run/pockr/network-keys /run/pockr/elsewhere", "mv /run/pockr/elsewhere /run/pockr/network-keys")]
    public async Task ANewContainer_HasItsNetwork_FromTheAgentAlone_AndWithoutIt(string takeTheOtherAway, string giveItBack)
    {
        await vm.InMachineAsync(takeTheOtherAway);
        try
        {
            Assert.Contains("inet 172.17.", await vm.Cli.MustAsync("run", "--rm", "busybox", "ip", "-4", "addr", "show", "eth0"), StringComparison.Ordinal);
        }
        finally
        {
            await vm.InMachineAsync(giveItBack);
        }
    }

    [Theory(Timeout = 180_000)]
    [InlineData("bridge")]
    [InlineData("host")]
    public async Task AContainer_ReachesNeitherTheHostsLoopbackNorTheAgent(string network)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        // The machine itself does reach it, so a container that does not is kept from it.
        await vm.InMachineAsync($"nc -w 5 10.0.2.2 {port} -e true");
        var attempts = $"""
            for target in '10.0.2.2 {port}' '10.0.2.77 {port}' '10.0.2.3 {port}' '10.0.2.15 7080' '172.17.0.1 7080' '127.0.0.1 7080'; do
                nc -w 3 $target -e true >/dev/null 2>&1 && echo "reached $target"
            done
            echo tried
            """;
        Assert.Equal("tried\n", await vm.Cli.MustAsync("run", "--rm", "--network", network, "busybox", "sh", "-c", attempts));
    }

    [Fact(Timeout = 180_000)]
    public async Task AContainerOnANetworkOfItsOwn_IsBehindTheSameFirewall()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await vm.CallAsync("POST", "/v1/networks", """{"name":"walled","subnet":"172.30.7.0/24","gateway":"172.30.7.1"}""");
        var attempts = $"""
            for target in '10.0.2.2 {port}' '10.0.2.15 7080' '172.30.7.1 7080' '172.17.0.1 7080'; do
                nc -w 3 $target -e true >/dev/null 2>&1 && echo "reached $target"
            done
            ping -c 1 -W 5 172.30.7.1 >/dev/null && echo "its gateway is there"
            """;
        try
        {
            Assert.Equal("its gateway is there\n", await vm.Cli.MustAsync("run", "--rm", "--network", "walled", "busybox", "sh", "-c", attempts));
        }
        finally
        {
            await vm.CallAsync("DELETE", "/v1/networks/walled");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task WhileDockerdChangesItsRules_NothingGetsToTheHost()
    {
        const string GotOut = "POSTROUTING -o eth0 -d 10.0.2.77 -j ACCEPT";
        await vm.InMachineAsync($"iptables -t mangle -A {GotOut}");
        await vm.Cli.MustAsync("run", "-d", "--name", "knocking", "busybox", "ping", "-q", "-i", "0.005", "10.0.2.77");
        try
        {
            foreach (var name in Enumerable.Range(1, 4).Select(number => $"knocking-{number}"))
            {
                await vm.Cli.MustAsync("network", "create", name);
                await vm.Cli.MustAsync("network", "rm", name);
            }

            Assert.NotEqual(0, await PacketsAsync("POCKR-BRIDGED", "MARK"));
            Assert.Equal(0, await PacketsAsync("POSTROUTING", "ACCEPT"));
        }
        finally
        {
            await vm.Cli.RunAsync("rm", "-f", "knocking");
            await vm.InMachineAsync($"iptables -t mangle -D {GotOut}");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task AContainerOnTheMachinesNetwork_CannotGoBelowTheFirewall()
    {
        const int netRaw = 13;
        var line = await vm.Cli.MustAsync("run", "--rm", "--network", "host", "busybox", "grep", "CapEff", "/proc/self/status");

        var capabilities = ulong.Parse(line.Split('\t')[1].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.NotEqual(0ul, capabilities);
        Assert.Equal(0ul, capabilities >> netRaw & 1);
    }

    [Fact(Timeout = 120_000)]
    public async Task ContainersOnTheBridge_ReachEachOther()
    {
        await vm.Cli.MustAsync("run", "-d", "--name", "peer", "busybox", "nc", "-l", "-p", "9000", "-e", "echo", "from peer");
        var address = (await vm.Cli.MustAsync("exec", "peer", "hostname", "-i")).Trim();

        Assert.Equal("from peer\n", await vm.Cli.MustAsync("run", "--rm", "busybox", "nc", "-w", "10", address, "9000"));
    }

    // That the rules of a chain with this fate have met.
    private async Task<long> PacketsAsync(string chain, string fate)
    {
        var packets = await vm.InMachineAsync($"iptables -t mangle -v -x -n -L {chain} | awk '$3 == \"{fate}\" {{ packets += $1 }} END {{ print packets }}'");
        return long.Parse(packets, CultureInfo.InvariantCulture);
    }
}
