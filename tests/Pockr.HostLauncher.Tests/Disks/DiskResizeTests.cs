using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Disks;

public sealed class DiskResizeTests
{
    private const string Grown = """{"deviceBytes":21474836480,"totalBytes":21000000000}""";
    private const long WantedBytes = 20L << 30;

    [Fact]
    public async Task OfAMachineThatIsDown_GrowsTheDisk_AndAtTheNextBootTheFileSystem()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        launcher.Agent.On("POST /v1/system/disk/grow", Grown);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "resize", "--disk", "20g"));

        Assert.Contains("The disk of 'default' has 20480 MiB; its file system grows with the next 'pockr up default'.", launcher.Out, StringComparison.Ordinal);
        Assert.Equal(WantedBytes, SizeOf(launcher));
        Assert.Equal(20480, MachineStore.FindConfig(launcher.Place.Files())!.DiskMiB);
        Assert.Equal(ExitCodes.Success, await launcher.UpAsync());
        Assert.Contains("POST /v1/system/disk/grow", launcher.Agent.Requests);
    }

    [Fact]
    public async Task OfAMachineThatRuns_IsDoneAtOnce()
    {
        await using var launcher = await DiskWorld.CreateAsync();
        launcher.Agent.On("POST /v1/system/disk/grow", Grown);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "resize", "default", "--disk", "20480"));

        Assert.Contains("block_resize", launcher.Host.MonitorLines);
        Assert.Contains("has 20480 MiB, and its file system 20027.", launcher.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(launcher.Host.Commands, command => command.Arguments[0] == "resize");
    }

    [Fact]
    public async Task ThatWasCutShort_IsDoneByTheNextBoot_ButNotWhileMemoryKnowsTheSize()
    {
        await using var launcher = await DiskWorld.CreateSuspendedAsync();
        launcher.Agent.On("POST /v1/system/disk/grow", Grown);
        var files = launcher.Place.Files();
        MachineStore.Save(files, MachineStore.FindConfig(files)! with { DiskMiB = 20480 });

        launcher.Host.QemuError = start => start == 2 ? "no" : null;
        Assert.Equal(ExitCodes.QemuFailed, await launcher.UpAsync());
        Assert.Equal(8L << 30, SizeOf(launcher));

        Suspension.Drop(files);
        Assert.Equal(ExitCodes.Success, await launcher.UpAsync());
        Assert.Equal(WantedBytes, SizeOf(launcher));
    }

    [Theory]
    [InlineData("4g", ExitCodes.InvalidSettings, "has 8192 MiB and cannot be made smaller, to 4096 MiB")]
    [InlineData("0", ExitCodes.Usage, "'0' cannot be a disk's size")]
    [InlineData("-5g", ExitCodes.Usage, "'-5g' cannot be a disk's size")]
    [InlineData("2t", ExitCodes.Usage, "'2t' cannot be a disk's size")]
    [InlineData("99999999999999999999", ExitCodes.Usage, "cannot be a disk's size")]
    [InlineData("much", ExitCodes.Usage, "'much' cannot be a disk's size")]
    public async Task ToWhatCannotBe_ChangesNothing(string size, int exitCode, string message)
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();

        Assert.Equal(exitCode, await launcher.RunAsync("vm", "resize", $"--disk={size}"));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Equal(8L << 30, SizeOf(launcher));
        Assert.Null(MachineStore.FindConfig(launcher.Place.Files())!.DiskMiB);
    }

    [Fact]
    public async Task OfAMachineThatIsSuspended_IsRefused()
    {
        await using var launcher = await DiskWorld.CreateSuspendedAsync();

        Assert.Equal(ExitCodes.MachineInUse, await launcher.RunAsync("vm", "resize", "--disk", "20g"));

        Assert.Contains("what it has in memory is of a disk of its present size", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("vm", "resize", "nobody", "--disk", "20g"));
    }

    private static long SizeOf(Launcher launcher) => DiskChain.HeaderOf(launcher.Place.Files().Overlay).VirtualBytes;
}
