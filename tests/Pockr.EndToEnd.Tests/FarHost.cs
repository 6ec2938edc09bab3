using System.Globalization;

namespace Pockr.EndToEnd.Tests;

/// <summary>
/// A host beyond the machine, which routes to it: a container outside of Docker's networks, with a link and two addresses of its own. To start it is
/// what costs, so the tests of a class share it.
/// </summary>
public sealed class FarHost(RunningVm vm) : IAsyncLifetime
{
    public const string Name = "files.test";
    public const string Address = "198.51.100.2";
    public const string OtherAddress = "198.51.100.3";
    public const int Port = 8000;
    public const int OtherPort = 8001;

    private const string Container = "far";
    private const string Settings = """
        {"cmd":["sh","-c","mkdir /www; echo far >/www/index.html; httpd -p 8000 -h /www; httpd -p 8001 -h /www; echo ready; exec sleep 3600"],"stopTimeoutSeconds":0}
        """;

    private TestContainer _container = null!;

    public async ValueTask InitializeAsync()
    {
        _container = await TestContainer.CreateAsync(vm, Container, Settings);
        await ConnectAsync();
    }

    /// <summary>Starts it, and leads to it; a machine that booted has forgotten the way.</summary>
    public async Task ConnectAsync()
    {
        await _container.StartAsync();
        await _container.WhenPrintedAsync("ready\n");
        var pid = (int)(await vm.CurlAsync($"/docker/containers/{Container}/json")).Json["State"]!["Pid"]!;
        await vm.InMachineAsync($"""
            set -e
            ip link add far0 type veth
            ip link set veth0 netns {pid}
            ip address add 198.51.100.1/24 dev far0
            ip link set far0 up
            for command in 'link set veth0 up' 'address add {Address}/24 dev veth0' 'address add {OtherAddress}/24 dev veth0' 'route add default via 198.51.100.1'; do
                nsenter -t {pid} -n ip $command
            done
            grep -q {Name} /etc/hosts || echo {Address} {Name} >>/etc/hosts
            """);
    }

    /// <summary>How many packets have come to it since it was started.</summary>
    public async Task<long> ReceivedAsync()
    {
        var counts = await vm.Cli.MustAsync("exec", Container, "sh", "-c", "grep ^Ip: /proc/net/snmp | tail -n 1");
        return long.Parse(counts.Split(' ')[3], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync();
        await vm.InMachineAsync($"sed '/{Name}/d' /etc/hosts >/tmp/hosts && cat /tmp/hosts >/etc/hosts");
    }
}
