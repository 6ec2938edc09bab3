using System.Text.Json;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Disks;

public sealed class SnapshotTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_OfAStoppedMachine_KeepsItsDisk()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        var before = await File.ReadAllBytesAsync(launcher.Place.Files().Overlay, Cancellation);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "save", "clean"));

        var layer = Assert.Single(launcher.Layers());
        Assert.Equal([launcher.Place.Files().Overlay, layer, launcher.BaseDisk()], launcher.Chain());
        Assert.Equal(before, await File.ReadAllBytesAsync(layer, Cancellation));
        Assert.Contains("Kept as 'clean', without what is in memory.", launcher.Out, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || new FileInfo(layer).UnixFileMode == UnixFileMode.UserRead);
    }

    [Fact]
    public async Task Ls_ListsThem()
    {
        await using var launcher = await DiskWorld.CreateSuspendedAsync();
        await launcher.RunAsync("snapshot", "save", "b");
        await launcher.RunAsync("down", "--power-off");
        await launcher.RunAsync("snapshot", "save", "a");
        var said = launcher.Out.Length;

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "ls", "--json"));

        var reports = JsonDocument.Parse(launcher.Out[said..]).RootElement.EnumerateArray().ToList();
        Assert.Equal([("a", false), ("b", true)], reports.Select(report => (report.GetProperty("name").GetString(), report.GetProperty("memory").GetBoolean())));
        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("snapshot", "ls", "--vm", "nobody"));
    }

    [Fact]
    public async Task WhatIsInMemory_IsThere_HoweverOftenItIsRestored()
    {
        await using var launcher = await DiskWorld.CreateSuspendedAsync();
        var files = launcher.Place.Files();
        var memory = MachineStore.FindSuspended(files)!;
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "save", "busy"));
        Assert.Equal(memory.SavedAt, MachineStore.FindSuspended(files)!.SavedAt);

        for (var times = 0; times < 2; times++)
        {
            Suspension.Drop(files); // as when it goes on
            Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "restore", "busy"));

            Assert.Equal(memory.SavedAt, MachineStore.FindSuspended(files)!.SavedAt);
            Assert.Equal("memory", await File.ReadAllTextAsync(files.SuspendedMemory, Cancellation));
            Assert.Equal(launcher.Layers(), launcher.Chain().Skip(1).Take(1));
        }

        Assert.EndsWith("The machine 'default' is as in 'busy'; 'pockr up default' goes on from there.\n", launcher.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(files.Restoring));
    }

    [Fact]
    public async Task Restore_OfAMachineThatIsSuspended_NeedsToBeMeant()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        var files = launcher.Place.Files();
        await launcher.RunAsync("snapshot", "save", "clean");
        await launcher.UpAsync();
        Assert.Equal(ExitCodes.MachineInUse, await launcher.RunAsync("snapshot", "restore", "clean"));
        Assert.Contains("'default' runs: what runs in it, and all it has written since its last snapshot, would be lost", launcher.Error, StringComparison.Ordinal);
        launcher.MarkSuspended();
        var disk = await File.ReadAllBytesAsync(files.Overlay, Cancellation);

        Assert.Equal(ExitCodes.MachineInUse, await launcher.RunAsync("snapshot", "restore", "clean"));
        Assert.Contains("'default' is suspended", launcher.Error, StringComparison.Ordinal);
        Assert.NotNull(MachineStore.FindSuspended(files));
        Assert.Equal(disk, await File.ReadAllBytesAsync(files.Overlay, Cancellation));

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "restore", "--force", "clean"));
        Assert.Null(MachineStore.FindSuspended(files));
        Assert.False(File.Exists(files.SuspendedMemory));
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "'../x' cannot be a snapshot's name", "save", "../x")]
    [InlineData(ExitCodes.Usage, "'A' cannot be a snapshot's name", "restore", "A")]
    [InlineData(ExitCodes.NameTaken, "has a snapshot 'clean' already", "save", "clean")]
    [InlineData(ExitCodes.SnapshotNotFound, "has no snapshot 'other'.", "restore", "other")]
    [InlineData(ExitCodes.SnapshotNotFound, "Name one that it has: clean.", "rm", "other")]
    [InlineData(ExitCodes.MachineNotFound, "There is no machine 'nobody'", "save", "clean", "--vm", "nobody")]
    public async Task WhatCannotBeDone_IsSaid(int exitCode, string message, params string[] arguments)
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        await launcher.RunAsync("snapshot", "save", "clean");
        var chain = launcher.Chain();

        Assert.Equal(exitCode, await launcher.RunAsync(["snapshot", .. arguments]));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Equal(chain, launcher.Chain());
        Assert.False(Directory.Exists(launcher.Place.Files("nobody").Directory));
    }

    /// <summary>Each number is a step of the restore after which the process is killed; 0 is the decision.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ARestoreThatWasCutShort_IsFinishedByTheNextCommand(int steps)
    {
        await using var launcher = await DiskWorld.CreateSuspendedAsync();
        var files = launcher.Place.Files();
        await launcher.RunAsync("snapshot", "save", "busy");
        var source = SnapshotFiles.Of(files, SnapshotName.Parse("busy"));
        var snapshot = SnapshotStore.Read(source);
        MachineStore.Save(files, snapshot.Memory! with { SavedAt = DateTimeOffset.UnixEpoch });
        await File.WriteAllBytesAsync(files.Overlay, Qcow2File.Over(launcher.BaseDisk()), Cancellation);

        PendingRestore.Decide(files, SnapshotName.Parse("busy"));
        Action[] todo =
        [
            () => AtomicFile.Remove(files.Suspended),
            () => File.Delete(files.SuspendedMemory),
            () => File.WriteAllBytes(files.Overlay, Qcow2File.Over(launcher.Layers().Single())),
            () => File.Copy(source.Memory, files.SuspendedMemory),
        ];
        foreach (var step in todo.Take(steps))
        {
            step();
        }

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down"));

        Assert.Equal(snapshot.Memory!.SavedAt, MachineStore.FindSuspended(files)!.SavedAt);
        Assert.Equal("memory", await File.ReadAllTextAsync(files.SuspendedMemory, Cancellation));
        Assert.Equal([files.Overlay, launcher.Layers().Single(), launcher.BaseDisk()], launcher.Chain());
        Assert.False(File.Exists(files.Restoring));
    }

    [Fact]
    public async Task ARestoreOfWhatIsGone_IsSaid_AndAnotherTakesItsPlace()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        await launcher.RunAsync("snapshot", "save", "clean");
        PendingRestore.Decide(launcher.Place.Files(), SnapshotName.Parse("gone"));

        Assert.Equal(ExitCodes.SnapshotNotFound, await launcher.UpAsync());
        Assert.Contains("made what it was in the snapshot 'gone', which is gone", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(1, launcher.Host.QemuStarts);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "restore", "clean"));
        Assert.Equal(ExitCodes.Success, await launcher.UpAsync());
    }

    [Fact]
    public async Task AFreezeThatWasCutShort_LeavesTheDiskAsItIs_AndIsTidiedUp()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        var files = launcher.Place.Files();
        Directory.CreateDirectory(launcher.Place.Home.Layers);
        var half = LayerName.PathIn(launcher.Place.Home.Layers, LayerName.Draw());
        AtomicFile.LinkOrCopy(files.Overlay, half);
        Directory.CreateDirectory(Path.Combine(files.Snapshots, ".clean.1.tmp"));

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "save", "clean"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "rm", "clean"));

        Assert.False(File.Exists(half));
        Assert.Equal(launcher.Layers(), launcher.Chain().Skip(1).Take(1));
        Assert.Empty(Directory.EnumerateFileSystemEntries(files.Snapshots));
    }

    [Fact]
    public async Task ALayer_GoesWithTheLastThatNeedsIt()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        await launcher.RunAsync("snapshot", "save", "first");
        var first = launcher.Layers().Single();
        await launcher.RunAsync("snapshot", "save", "second");
        await launcher.RunAsync("snapshot", "restore", "first");
        Assert.Equal(2, launcher.Layers().Length);

        await launcher.RunAsync("snapshot", "rm", "second");
        Assert.Equal([first], launcher.Layers());
        await launcher.RunAsync("snapshot", "rm", "first");
        Assert.Equal([first], launcher.Layers());
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("clone", "default", "copy"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "rm", "default"));
        Assert.Equal(4, launcher.Chain("copy").Count);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "rm", "copy"));
        Assert.Empty(launcher.Layers());
    }

    [Theory]
    [InlineData("snapshot")]
    [InlineData("disk")]
    [InlineData("moved")]
    public async Task InDoubt_NoLayerIsRemoved(string damage)
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        await launcher.RunAsync("snapshot", "save", "kept");
        await launcher.RunAsync("snapshot", "save", "other");
        await launcher.RunAsync("clone", "default", "copy");
        await launcher.RunAsync("clone", "copy", "removed");
        var layers = launcher.Layers();
        var kept = SnapshotFiles.Of(launcher.Place.Files(), SnapshotName.Parse("kept"));
        switch (damage)
        {
            case "snapshot":
                await File.WriteAllTextAsync(kept.Info, "{", Cancellation);
                break;
            case "disk":
                await File.WriteAllTextAsync(launcher.Place.Files("copy").Overlay, "not a disk", Cancellation);
                break;
            default:
                await File.WriteAllBytesAsync(launcher.Place.Files("copy").Overlay, Qcow2File.Over("/before/" + Path.GetFileName(layers[0])), Cancellation);
                break;
        }

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "rm", "removed"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "rm", "other"));

        Assert.Equal(layers.Order(), launcher.Layers().Order());
    }

    [Fact]
    public async Task ADiskOfManyLayers_GetsNoMore()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        for (var snapshot = 2; snapshot < DiskChain.Longest; snapshot++)
        {
            Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "save", $"s{snapshot}"));
        }

        Assert.Equal(DiskChain.Longest, launcher.Chain().Count);
        Assert.Equal(ExitCodes.TooManyLayers, await launcher.RunAsync("snapshot", "save", "another"));
        Assert.Contains("pockr vm export default FILE", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(DiskChain.Longest, launcher.Chain().Count);
        Assert.Equal(ExitCodes.Success, await launcher.UpAsync());
    }

    [Fact]
    public async Task Clone_OfASuspendedMachine_HasItsOwnTokenAndPort_AndWhatIsInMemory()
    {
        await using var launcher = await DiskWorld.CreateSuspendedAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("clone", "default", "copy"));

        var (source, copy) = (launcher.Place.Files(), launcher.Place.Files("copy"));
        Assert.Equal(MachineStore.FindSuspended(source)!.SavedAt, MachineStore.FindSuspended(copy)!.SavedAt);
        Assert.Equal("memory", await File.ReadAllTextAsync(copy.SuspendedMemory, Cancellation));
        Suspension.Drop(copy); // as when it goes on
        Assert.Equal("memory", await File.ReadAllTextAsync(source.SuspendedMemory, Cancellation));
        Assert.Equal(launcher.Chain()[1], launcher.Chain("copy")[1]);
        Assert.NotEqual(MachineToken.Find(source)!.Value, MachineToken.Find(copy)!.Value);
        Assert.Equal((MachineStore.FindConfig(source)! with { Port = null }).ToString(), MachineStore.FindConfig(copy)!.ToString());
    }

    [Fact]
    public async Task Clone_OfAStoppedMachine_HasNoMemory()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("clone", "default", "copy"));

        var files = Directory.EnumerateFiles(launcher.Place.Files("copy").Directory).Select(Path.GetFileName);
        Assert.Equal(["config.json", "lock", "token", "user.qcow2"], files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ExitCodes.NameTaken, "default", "default")]
    [InlineData(ExitCodes.MachineNotFound, "nobody", "copy")]
    [InlineData(ExitCodes.Usage, "default", "../copy")]
    public async Task Clone_ThatCannotBeMade_LeavesNothing(int exitCode, string source, string name)
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();

        Assert.Equal(exitCode, await launcher.RunAsync("clone", source, name));

        Assert.Empty(launcher.Layers());
        Assert.Single(Directory.EnumerateDirectories(launcher.Place.Home.Machines));
    }
}
