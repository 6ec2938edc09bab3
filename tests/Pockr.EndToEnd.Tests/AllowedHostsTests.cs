using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Containers that reach named hosts alone.</summary>
[Collection(nameof(RestartedVm))]
public sealed class AllowedHostsTests(RunningVm vm, FarHost far) : IClassFixture<FarHost>, IAsyncDisposable
{
    private const string Walled = "walled";

    [Fact(Timeout = 300_000)]
    public async Task AContainer_ReachesItsHosts_ByNameAndAddress_AndNothingElse()
    {
        using var open = Listen();
        using var closed = Listen();
        await RunWalledAsync("--allow-host", $"{FarHost.Name}:{FarHost.Port}", "--allow-host", $"10.0.2.2:{PortOf(open)}");
        string[] others =
        [
            $"{FarHost.Address} {FarHost.OtherPort}", $"{FarHost.OtherAddress} {FarHost.Port}", $"10.0.2.2 {PortOf(closed)}", $"10.0.2.77 {PortOf(open)}",
            "10.0.2.3 53", "10.0.2.15 7080", $"{await GatewayAsync()} 7080", "172.17.0.1 7080", "127.0.0.1 7080",
        ];

        Assert.Equal("far\nfar\n", await InWalledAsync($"wget -q -O - {FarHost.Name}:{FarHost.Port}; wget -q -O - {FarHost.Address}:{FarHost.Port}"));
        Assert.Equal("", await ReachedAsync([.. others, $"10.0.2.2 {PortOf(open)}"])); // the machine's own settings are the stronger ones

        await vm.Cli.MustAsync("config", "set", "host-access=true");
        Assert.Equal($"10.0.2.2 {PortOf(open)}\n", await ReachedAsync([.. others, $"10.0.2.2 {PortOf(open)}"]));
        await vm.Cli.MustAsync("config", "unset", "host-access");
    }

    [Fact(Timeout = 300_000)]
    public async Task NoPacketGetsOut_NeitherAsAQuestionForAName_NorAsAnAnswerToAnother()
    {
        await RunWalledAsync("--allow-host", $"{FarHost.Name}:{FarHost.Port}", "--cap-add", "NET_ADMIN");
        var resolver = await vm.InMachineAsync($"cat /etc/resolv.conf; echo nameserver {FarHost.Address} >/etc/resolv.conf");
        var questions = $"""
            nslookup secret.example.org; nslookup secret.example.org {FarHost.Address}; nc -w 1 {FarHost.Address} 53 -e true
            ping -c 1 -W 1 {FarHost.OtherAddress}
            ip address add {FarHost.Address}/32 dev eth0 && ping -c 2 -W 1 -I {FarHost.Address} {FarHost.OtherAddress}
            true
            """;
        try
        {
            var before = await far.ReceivedAsync();
            await InWalledAsync(questions);
            await RunByDockerAsync(await NetworkAsync(), "nslookup secret.example.org");
            Assert.Equal(before, await far.ReceivedAsync());

            // Another container's questions do come there.
            await vm.Cli.RunAsync("run", "--rm", "busybox", "nslookup", "secret.example.org");
            Assert.NotEqual(before, await far.ReceivedAsync());
        }
        finally
        {
            await vm.InMachineAsync($"printf '{resolver.ReplaceLineEndings("\\n")}' >/etc/resolv.conf");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task ItsBridge_HasNoIpv6() => Assert.Equal("1\n", await vm.InMachineAsync($"cat /proc/sys/net/ipv6/conf/{await RunWalledAsync("--allow-host", FarHost.Name)}/disable_ipv6"));

    [Fact(Timeout = 300_000)]
    public async Task WhileDockerdChangesItsRules_NothingGetsOut()
    {
        await RunWalledAsync("--allow-host", $"{FarHost.Name}:{FarHost.Port}");
        var before = await far.ReceivedAsync();
        await vm.CallAsync("POST", $"/v1/containers/{Walled}/exec/detached", $$"""{"cmd":["ping","-q","-i","0.005","{{FarHost.Address}}"]}""");

        foreach (var name in Enumerable.Range(1, 3).Select(number => $"passing-{number}"))
        {
            await vm.Cli.MustAsync("network", "create", name);
            await vm.Cli.MustAsync("network", "rm", name);
        }

        await RestartDockerdAsync();
        Assert.Equal(before, await far.ReceivedAsync());
    }

    [Fact(Timeout = 600_000)]
    public async Task WhatItReaches_IsTheSame_AfterARestartOfDockerd_OfTheAgent_AndOfTheMachine()
    {
        await RunWalledAsync("--allow-host", $"{FarHost.Name}:{FarHost.Port}", "--restart", "always");
        var rules = await RulesAsync();

        await RestartDockerdAsync();
        await ReachesTheSameAsync();

        await KillAgentAsync();
        await ReachesTheSameAsync();

        await vm.Cli.MustAsync("down");
        await vm.BootAsync();
        Assert.True((bool)vm.Up["resumed"]!);
        await ReachesTheSameAsync();

        await vm.Cli.MustAsync("vm", "restart");
        await vm.BootAsync();
        await far.ConnectAsync();
        while (await RulesAsync() != rules)
        {
        }

        await ReachesTheSameAsync();
    }

    [Fact(Timeout = 600_000)]
    public async Task ItsNetwork_GoesWithIt_WhoeverRemovesIt_AndStaysWhileItIsStopped()
    {
        const string Lease = "00112233445566778899aabbccddeeff";
        var missing = await vm.CallAsync("POST", "/v1/containers", """{"image":"no/such:image","allowedHosts":["192.0.2.1"]}""");
        Assert.Equal((404, "image_not_found"), (missing.Status, (string?)missing.Body["code"]));
        await WhenNothingIsLeftAsync();

        await vm.CallAsync("POST", "/v1/containers", $$"""{"image":"busybox","allowedHosts":["192.0.2.1"],"labels":{"pockr.lease":"{{Lease}}"} }""");
        await vm.CallAsync("DELETE", $"/v1/leases/{Lease}");
        await WhenNothingIsLeftAsync();

        await vm.Cli.MustAsync("run", "--rm", "--allow-host", "192.0.2.1", "busybox", "true");
        await WhenNothingIsLeftAsync();

        await vm.Cli.MustAsync("sandbox", "create", Walled, "--image", "busybox", "--allow-host", $"{FarHost.Name}:{FarHost.Port}");
        await vm.Cli.MustAsync("sandbox", "stop", Walled);
        await vm.Cli.MustAsync("network", "prune", "--force");
        await vm.Cli.MustAsync("sandbox", "resume", Walled);
        Assert.Equal("far\n", await vm.Cli.MustAsync("sandbox", "run", Walled, "wget", "-q", "-O", "-", $"{FarHost.Name}:{FarHost.Port}"));
        await vm.Cli.MustAsync("sandbox", "shutdown", Walled, "--force");
        await WhenNothingIsLeftAsync();
    }

    public async ValueTask DisposeAsync() => await vm.Cli.RunAsync("rm", "-f", Walled);

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <returns>Its network.</returns>
    private async Task<string> RunWalledAsync(params string[] options)
    {
        await vm.Cli.MustAsync(["run", "-d", "--name", Walled, "--stop-timeout", "0", .. options, "busybox", "sleep", "3600"]);
        return await NetworkAsync();
    }

    private Task<string> InWalledAsync(string script) => vm.Cli.MustAsync("exec", Walled, "sh", "-c", script);

    private Task<string> ReachedAsync(IEnumerable<string> targets) => InWalledAsync(
        $"for target in {string.Join(' ', targets.Select(target => $"'{target}'"))}; do nc -w 3 $target -e true >/dev/null 2>&1 && echo $target; done; true");

    private async Task ReachesTheSameAsync()
    {
        Assert.Equal("far\n", await InWalledAsync($"wget -q -O - {FarHost.Name}:{FarHost.Port}"));
        Assert.Equal("", await ReachedAsync([$"{FarHost.Address} {FarHost.OtherPort}", $"{FarHost.OtherAddress} {FarHost.Port}", "10.0.2.15 7080"]));
    }

    private async Task<string> NetworkAsync() => (string)(await vm.Cli.JsonAsync("inspect", Walled))[0]!["networks"]![0]!["name"]!;

    private async Task<string> GatewayAsync() => (string)(await vm.CallAsync("GET", $"/v1/networks/{await NetworkAsync()}")).Body["subnets"]![0]!["gateway"]!;

    private Task<string> RulesAsync() => vm.InMachineAsync("iptables -w 10 -t mangle -S POCKR-WALLED");

    private async Task RunByDockerAsync(string network, string command)
    {
        var body = new JsonObject
        {
            ["Image"] = "busybox", ["Cmd"] = new JsonArray("sh", "-c", command), ["HostConfig"] = new JsonObject { ["NetworkMode"] = network },
        };
        var id = (string)(await vm.CallAsync("POST", "/docker/containers/create", body.ToJsonString())).Body["Id"]!;
        await vm.CallAsync("POST", $"/docker/containers/{id}/start");
        await vm.CallAsync("POST", $"/docker/containers/{id}/wait");
        await vm.CallAsync("DELETE", $"/docker/containers/{id}");
    }

    private async Task RestartDockerdAsync()
    {
        await vm.InMachineAsync("kill $(cat /run/docker.pid); while [ -d /proc/$(cat /run/docker.pid 2>/dev/null || echo none) ]; do usleep 10000; done");
        await vm.BootAsync();
    }

    // Its answer may be lost with it.
    private async Task KillAgentAsync()
    {
        await HostCommand.RunAsync("curl", ["-s", "-m", "5", "-H", $"Authorization: Bearer {vm.Token}", "-d", """{"cmd":"kill -9 $(pidof guest-agent)"}""", $"{vm.Url}/vm/exec"]);
        await vm.BootAsync();
    }

    private async Task WhenNothingIsLeftAsync()
    {
        while ((await vm.CallAsync("GET", "/v1/networks")).Body.AsArray().Any(network => ((string)network!["name"]!).StartsWith("walled-", StringComparison.Ordinal))
            || (await RulesAsync()).Contains("walled-", StringComparison.Ordinal))
        {
        }
    }
}
