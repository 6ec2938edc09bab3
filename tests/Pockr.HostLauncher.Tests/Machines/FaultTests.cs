using System.Globalization;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Machines;

/// <summary>What may have become of a machine's files since it was looked at last.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private Launcher _launcher = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MachineFiles Files => _launcher.Place.Files();

    public async ValueTask InitializeAsync()
    {
        _launcher = await Launcher.CreateAsync();
        _launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""").On("GET /v1/containers", "[]");
        _launcher.Place.WriteImage();
        Assert.Equal(ExitCodes.Success, await UpAsync());
    }

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"processId":1,"port":"x"}""")]
    public async Task WithDamagedNotesOnWhatRuns_UpStartsOneMachine(string damage)
    {
        var first = new MachineStore(_launcher.Host).FindRunning(Files)!.Process;
        foreach (var notes in new[] { Files.State, Files.Supervisor, Files.Restarts, Files.Suspended })
        {
            await File.WriteAllTextAsync(notes, damage, Cancellation);
        }

        Assert.Equal(ExitCodes.Success, await UpAsync());

        Assert.Equal((2, null), (_launcher.Host.QemuStarts, _launcher.Host.Find(first.Id)));
        Assert.NotNull(new MachineStore(_launcher.Host).FindRunning(Files));
    }

    [Fact]
    public async Task WithAProcessNumberThatIsAnotherPrograms_NothingOfItIsTouched()
    {
        var foreign = _launcher.Host.Add("bash");
        MachineStore.Save(Files, MachineStore.FindLast(Files, new MachineStore(_launcher.Host).FindRunning(Files)!.Process)! with { ProcessId = foreign.Id });
        await File.WriteAllTextAsync(Files.PidFile, foreign.Id.ToString(CultureInfo.InvariantCulture), Cancellation);

        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("down"));

        Assert.NotNull(_launcher.Host.Find(foreign.Id));
    }

    [Fact]
    public async Task WithADamagedDisk_UpSaysSo_AndDestroysNothing()
    {
        await _launcher.RunAsync("down", "--power-off");
        var disk = await File.ReadAllBytesAsync(Files.Overlay, Cancellation);
        _launcher.Host.DiskFault = "ERROR cluster 5 refcount=0 reference=1";

        Assert.Equal(ExitCodes.DiskDamaged, await UpAsync());

        Assert.Contains("refcount=0", _launcher.Error, StringComparison.Ordinal);
        Assert.Equal(disk, await File.ReadAllBytesAsync(Files.Overlay, Cancellation));
        Assert.Equal(1, _launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task WithThePortOfASuspendedMachineTaken_UpSaysSo_AndItsMemoryStays()
    {
        _launcher.MarkSuspended();
        _launcher.UsedPorts.Add(_launcher.Agent.Url.Port);

        Assert.Equal(ExitCodes.PortInUse, await UpAsync());

        Assert.NotNull(MachineStore.FindSuspended(Files));
        Assert.True(File.Exists(Files.SuspendedMemory));
    }

    [Fact]
    public async Task WithAnotherImageUnderTheSameName_UpSaysSo()
    {
        await _launcher.RunAsync("down", "--power-off");
        var kernel = Path.Combine(_launcher.Place.Home.Images, MachineStore.FindConfig(Files)!.Image, "vmlinux");
        File.SetAttributes(kernel, FileAttributes.Normal);
        await File.WriteAllTextAsync(kernel, "another kernel", Cancellation);

        Assert.Equal(ExitCodes.ImageDamaged, await UpAsync());

        Assert.Equal(1, _launcher.Host.QemuStarts);
    }

    [Fact]
    public void ALockThatCannotBeMade_IsNoLockThatSomebodyHolds()
    {
        var path = Path.Combine(_launcher.Place.Directory, "loop");
        File.CreateSymbolicLink(path, path);

        Assert.Throws<IOException>(() => FileLock.TryAcquire(path));
    }

    [Fact]
    public async Task AHomeThatCannotBeWrittenTo_HasAnExitCodeOfItsOwn()
    {
        await using var launcher = await Launcher.CreateAsync(home: "/proc/pockr");
        launcher.Place.WriteImage();

        Assert.Equal(ExitCodes.HomeUnwritable, await launcher.RunAsync("up"));

        Assert.Contains("error: /proc/pockr cannot be written to: ", launcher.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", launcher.Error, StringComparison.Ordinal);
    }

    private Task<int> UpAsync() =>
        _launcher.RunAsync("up", "--image", _launcher.Place.ImageDirectory, "--port", _launcher.Agent.Url.Port.ToString(CultureInfo.InvariantCulture), "--no-template");
}
