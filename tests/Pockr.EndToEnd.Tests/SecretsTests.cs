namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class SecretsTests(RunningVm vm)
{
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

        Assert.Equal("", await vm.InMachineAsync($"grep -rl {vm.Token[..18]} /var/log /etc /run/pockr || :"));
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
}
