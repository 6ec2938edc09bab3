using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.Machines;

/// <summary>With a real QEMU, whose machine has nothing to boot.</summary>
public sealed class SuspensionTests : IAsyncDisposable
{
    private const string Qemu = "qemu-system-x86_64";

    private readonly TemporaryHome _place = new();
    private readonly MachineStore _store = new(new LinuxProcessTable());
    private readonly ProcessRunner _processes = new();
    private readonly List<RunningMachine> _machines = [];
    private readonly Suspension _suspension;

    public SuspensionTests()
    {
        Requirements.Need(Qemu);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked up in /proc.");
        Directory.CreateDirectory(Files.Directory);
        _suspension = new Suspension(_store, Monitor);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MachineFiles Files => _place.Files();

    private MachineMonitor Monitor { get; } = new();

    [Fact]
    public async Task WhatWasSaved_IsLoadedOnce()
    {
        await SaveAsync();
        var memory = MachineStore.FindSuspended(Files)!;
        Assert.Equal(new FileInfo(Files.SuspendedMemory).Length, memory.Bytes);
        Assert.Equal(7081, memory.Port);

        var second = await StartAsync(waits: true);
        await _suspension.LoadAsync(second, Files, memory, Files.SuspendedMemory, Cancellation);
        Assert.True(await _suspension.IsPausedAsync(Files, Cancellation));

        await _suspension.ContinueAsync(Files, Cancellation);
        Assert.False(await _suspension.IsPausedAsync(Files, Cancellation));
        Assert.Null(MachineStore.FindSuspended(Files));
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("changed")]
    [InlineData("gone")]
    [InlineData("of another QEMU")]
    public async Task WhatIsNotAsItWasSaved_IsRefused(string damage)
    {
        await SaveAsync();
        var memory = MachineStore.FindSuspended(Files)!;
        switch (damage)
        {
            case "cut off":
                await using (var file = File.OpenWrite(Files.SuspendedMemory))
                {
                    file.SetLength(memory.Bytes / 2);
                }

                break;
            case "changed":
                await File.WriteAllBytesAsync(Files.SuspendedMemory, new byte[memory.Bytes], Cancellation);
                break;
            case "gone":
                File.Delete(Files.SuspendedMemory);
                break;
            default:
                memory = memory with { QemuVersion = "0.0.1" };
                break;
        }

        var machine = await StartAsync(waits: true);
        var failure = await Assert.ThrowsAsync<LauncherException>(() => _suspension.LoadAsync(machine, Files, memory, Files.SuspendedMemory, Cancellation));

        Assert.Equal(ExitCodes.QemuFailed, failure.ExitCode);
        Suspension.SetAside(Files);
        Assert.Null(MachineStore.FindSuspended(Files));
        Assert.Equal(damage != "gone", File.Exists(Files.UnfitMemory));
    }

    [Fact]
    public async Task ASuspensionThatIsUndone_LeavesTheMachineRunning()
    {
        var machine = await StartAsync(waits: false);
        await _suspension.SaveAsync(machine, Files, Cancellation);
        Assert.True(await _suspension.IsPausedAsync(Files, Cancellation));

        await _suspension.UndoAsync(Files, Cancellation);

        Assert.False(await _suspension.IsPausedAsync(Files, Cancellation));
        Assert.Null(MachineStore.FindSuspended(Files));
        Assert.False(File.Exists(Files.SuspendedMemory));
    }

    [Fact]
    public async Task ASuspensionThatCannotBeWritten_SaysSo_AndLeavesNothing()
    {
        var machine = await StartAsync(waits: false);
        Directory.CreateDirectory(Files.SuspendedMemory); // its file cannot be given that name

        await Assert.ThrowsAnyAsync<IOException>(() => _suspension.SaveAsync(machine, Files, Cancellation));

        Assert.Null(MachineStore.FindSuspended(Files));
        Assert.DoesNotContain(Directory.EnumerateFiles(Files.Directory), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
        {
            await _store.EndAsync(machine.Process, CancellationToken.None);
        }

        _place.Dispose();
    }

    private async Task SaveAsync()
    {
        var machine = await StartAsync(waits: false);
        await _suspension.SaveAsync(machine, Files, Cancellation);
        Assert.True(await _store.EndAsync(machine.Process, Cancellation));
        MachineStore.RemoveTraces(Files);
    }

    private async Task<RunningMachine> StartAsync(bool waits)
    {
        string[] waiting = waits ? ["-S", "-incoming", $"unix:{Files.MemorySocket}"] : [];
        var started = await _processes.RunAsync(
            new ProcessCommand(Qemu,
            [
                "-nodefaults", "-display", "none", "-machine", "q35", "-m", "64", "-accel", "tcg",
                "-qmp", $"unix:{Files.QmpSocket},server=on,wait=off", "-daemonize", "-pidfile", Files.PidFile, .. waiting,
            ]),
            Cancellation);
        Assert.True(started.Succeeded, started.Error);
        var process = _store.FindByPidFile(Files)!;
        var state = new MachineState { Port = 7081, Accelerator = "tcg", StartedAt = DateTimeOffset.UtcNow, GuestSide = ["-m", "64"] };
        var machine = new RunningMachine(state.With(process), process);
        _machines.Add(machine);
        return machine;
    }
}
