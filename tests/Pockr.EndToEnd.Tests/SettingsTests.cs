using System.Net;
using System.Net.Sockets;

namespace Pockr.EndToEnd.Tests;

/// <summary>A machine of its own, with directories of the host. One test after the other on one boot, in no order.</summary>
public sealed class SettingsTests(SettingsTests.VmWithMounts vm) : IClassFixture<SettingsTests.VmWithMounts>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task ADirectoryOfTheHost_IsAtTheSamePath_AndWhatOneSideWritesTheOtherReads()
    {
        await File.WriteAllTextAsync(vm.In("from host"), "host\n", Cancellation);

        var output = await RunAsync($"{vm.Shared}:/work", "cat '/work/from host'; echo container >/work/made; mkdir /work/tree; chmod 750 /work/tree; ln -s made /work/link");

        Assert.Equal("host\n", output);
        Assert.Equal("container\n", await File.ReadAllTextAsync(vm.In("link"), Cancellation));
        Assert.Equal("made", new FileInfo(vm.In("link")).LinkTarget);
        await File.AppendAllTextAsync(vm.In("made"), "and host\n", Cancellation); // whose it is decides whether this works
        Assert.Equal("container\nand host\n", await RunAsync($"{vm.Shared}/made:/made", "cat /made"));
    }

    [Fact(Timeout = 180_000)]
    public async Task AReadOnlyDirectory_IsNotWrittenTo()
    {
        await File.WriteAllTextAsync(Path.Combine(vm.ReadOnly, "kept"), "kept", Cancellation);

        var output = await RunAsync("/srv/read-only:/ro", "cat /ro/kept; echo x 2>/dev/null >/ro/kept; rm -f /ro/kept 2>/dev/null; ls /ro");

        Assert.Equal("keptkept\n", output);
        await vm.InMachineAsync("! mount -o remount,rw /srv/read-only 2>/dev/null || ! touch /srv/read-only/x 2>/dev/null");
        Assert.Equal(["kept"], Directory.GetFileSystemEntries(vm.ReadOnly).Select(Path.GetFileName));
    }

    [Fact(Timeout = 180_000)]
    public async Task ALinkThatLeadsOut_DoesNotLeadToTheHost()
    {
        var secret = Path.Combine(vm.Outside, "secret");
        await File.WriteAllTextAsync(secret, "secret", Cancellation);
        File.CreateSymbolicLink(vm.In("absolute"), secret);
        File.CreateSymbolicLink(vm.In("relative"), "../outside/secret");
        File.CreateSymbolicLink(vm.In("directory"), vm.Outside);

        var output = await vm.InMachineAsync(
            $"cd '{vm.Shared}'; cat absolute relative directory/secret '../outside/secret' 2>/dev/null; echo x >absolute; ls -A '{Path.GetDirectoryName(vm.Shared)}'");

        Assert.Equal("shared, dir\n", output);
        Assert.Equal("secret", await File.ReadAllTextAsync(secret, Cancellation));
    }

    [Fact(Timeout = 240_000)]
    public async Task ThroughDownAndUp_ARunningContainerHasItsDirectories()
    {
        await vm.Cli.MustAsync("run", "-d", "--name", "user", "-v", $"{vm.Shared}:/work", "-v", "/srv/read-only:/ro:ro", "busybox", "sleep", "600");

        Assert.Equal("Pockr is suspended; 'pockr up' lets it go on.\n", await vm.Cli.MustAsync("down"));
        await File.WriteAllTextAsync(vm.In("meanwhile"), "meanwhile\n", Cancellation);
        await vm.BootAsync();

        Assert.True((bool)vm.Up["resumed"]!);
        Assert.Equal("meanwhile\n", await vm.Cli.MustAsync("exec", "user", "cat", "/work/meanwhile"));
        Assert.NotEqual(0, (await vm.Cli.RunAsync("exec", "user", "touch", "/ro/x")).ExitCode);
        Assert.Equal("meanwhile\n", await RunAsync($"{vm.Shared}:/work", "cat /work/meanwhile"));
        await vm.Cli.MustAsync("stop", "-t", "0", "user");
    }

    [Fact(Timeout = 240_000)]
    public async Task Settings_AreThereAtOnce_AndGoneWhenTakenBack()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var agent = new Uri(vm.Url).Port;
        var attempts = $"for port in {((IPEndPoint)listener.LocalEndpoint).Port} {agent}; do nc -w 5 10.0.2.2 $port -e true 2>/dev/null && echo $port; done; grep ^nameserver /etc/resolv.conf";
        var open = $"{((IPEndPoint)listener.LocalEndpoint).Port}\n";

        await vm.Cli.MustAsync("config", "set", "dns=10.0.2.3,192.0.2.1", "registry-mirrors=http://192.0.2.1:5000", "host-access=true");

        Assert.Equal($"{open}nameserver 10.0.2.3\nnameserver 192.0.2.1\n", await RunAsync(null, attempts));
        Assert.Contains("\"http://192.0.2.1:5000/\"", await MirrorsAsync(), StringComparison.Ordinal);

        await vm.Cli.MustAsync("config", "unset", "dns", "registry-mirrors", "host-access");

        Assert.Equal("nameserver 10.0.2.3\n", await RunAsync(null, attempts));
        Assert.DoesNotContain("192.0.2.1", await MirrorsAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 240_000)]
    public async Task WithIpv6_ContainersHaveAddresses_AndStillDoNotReachTheHost()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This host has no IPv6.");
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var attempts = $"for host in fec0::2 fe80::2%eth0; do nc -w 5 $host {port} -e true 2>/dev/null && echo $host; done; true";

        await vm.Cli.MustAsync("config", "set", "ipv6=true");
        await vm.Cli.MustAsync("down");
        await vm.BootAsync();

        Assert.Equal("reached\n", await vm.InMachineAsync($"nc -w 5 fec0::2 {port} -e true && echo reached"));
        Assert.Equal("", await RunAsync(null, attempts));
        Assert.Equal("", await vm.Cli.MustAsync("run", "--rm", "--network", "host", "busybox", "sh", "-c", attempts));
        await vm.Cli.MustAsync("run", "-d", "--name", "six", "-p", "80", "busybox", "httpd", "-f", "-h", "/etc");
        var address = (string)(await vm.CurlAsync("/docker/containers/six/json")).Json["NetworkSettings"]!["GlobalIPv6Address"]!;
        Assert.StartsWith("fd70:6f63:6b73:", address, StringComparison.Ordinal);
        Assert.Equal("six\n", await RunAsync(null, $"wget -q -O - 'http://[{address}]/hostname' | grep -q . && echo six"));

        await vm.Cli.MustAsync("stop", "-t", "0", "six");
        await vm.Cli.MustAsync("config", "unset", "ipv6");
        await vm.Cli.MustAsync("down");
        await vm.BootAsync();
        Assert.Equal("", await vm.InMachineAsync("ip -6 address show dev eth0"));
    }

    private async Task<string> MirrorsAsync() => (await vm.CurlAsync("/docker/info")).Json["RegistryConfig"]!.ToJsonString();

    private Task<string> RunAsync(string? volume, string command) =>
        vm.Cli.MustAsync(["run", "--rm", .. volume is null ? Array.Empty<string>() : ["-v", volume], "busybox", "sh", "-c", command]);

    public sealed class VmWithMounts : RunningVm
    {
        internal string Shared => Made("shared, dir");

        internal string ReadOnly => Made("read-only");

        internal string Outside => Made("outside");

        internal string In(string name) => Path.Combine(Shared, name);

        private protected override async Task<string[]> FirstOptionsAsync() =>
            [.. await base.FirstOptionsAsync(), "--mount", Shared, "--mount", $"{ReadOnly}:/srv/read-only:ro"];

        private string Made(string name) => Directory.CreateDirectory(Path.Combine(Cli.Home, "dirs", name)).FullName;
    }
}
