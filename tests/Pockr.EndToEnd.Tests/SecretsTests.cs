using System.Globalization;
using System.Text.RegularExpressions;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class SecretsTests(RunningVm vm)
{
    private const string HomeVariable = "POCKR_HOME";
    private const int MemoryKilobytes = 1 << 20; // the machine has more, and QEMU no area of its own so large

    [Fact(Timeout = 60_000)]
    public async Task TheToken_IsInNoProcessList()
    {
        var processes = await HostCommand.RunAsync("ps", ["-ef", "-ww"]);

        Assert.Contains(vm.MachineDirectory, processes.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(vm.Token, processes.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task AContainer_SeesNothingOfTheToken()
    {
        var commandLine = await vm.Cli.MustAsync("run", "--rm", "busybox", "cat", "/proc/cmdline");

        Assert.Contains("pockr.token=channel", commandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(vm.Token, commandLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task TheToken_IsInNoLog()
    {
        await vm.CurlAsync("/containers");

        Assert.Equal("", await vm.InMachineAsync($"find /var/log /etc /run/pockr -type f -exec grep -l {vm.Token[..18]} {{}} + || :"));
        foreach (var log in Directory.EnumerateFiles(vm.MachineDirectory, "*.log"))
        {
            Assert.DoesNotContain(vm.Token, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheToken_IsReadableByItsOwnerOnly()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(vm.MachineDirectory, "token")));
    }

    [Fact(Timeout = 60_000)]
    public async Task TheToken_IsInNoEnvironment()
    {
        // Of processes that end meanwhile, and of other users' if this is not root, nothing can be read.
        var environments = await HostCommand.RunAsync("sh", ["-c", "cat /proc/[0-9]*/environ 2>/dev/null || :"]);

        Assert.Contains($"{HomeVariable}=", environments.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(vm.Token, environments.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task ACoreFileOfQemu_HasNothingOfTheMachinesMemory()
    {
        var pid = (int)(await vm.Cli.JsonAsync("status"))["processId"]!;
        var areas = (await File.ReadAllTextAsync($"/proc/{pid}/smaps", TestContext.Current.CancellationToken)).Split("VmFlags:");
        var memory = areas.Zip(areas.Skip(1)).Where(area => SizeOf(area.First) >= MemoryKilobytes).ToList();

        Assert.NotEmpty(memory);
        Assert.All(memory, area => Assert.Contains(" dd ", area.Second.Split('\n')[0], StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task AnotherUserOfThisHost_GetsAtNoSocketAndNoFile()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become another user.");
        string[] nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];

        var file = await HostCommand.RunAsync("setpriv", [.. nobody, "cat", Path.Combine(vm.MachineDirectory, "token")]);
        var socket = await HostCommand.RunAsync("setpriv", [.. nobody, "curl", "-sS", "--unix-socket", Path.Combine(vm.MachineDirectory, "docker.sock"), "http://docker/_ping"]);
        var port = await HostCommand.RunAsync("setpriv", [.. nobody, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", $"{vm.Url}/v1/containers"]);

        Assert.True(file.ExitCode != 0 && file.Error.Contains("Permission denied", StringComparison.Ordinal), file.ToString());
        Assert.True(socket.ExitCode == 7, socket.ToString());
        Assert.Equal("401", port.Output);
    }

    private static int SizeOf(string area) =>
        int.Parse(Regex.Match(area, @"^Size:\s+(\d+) kB", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
