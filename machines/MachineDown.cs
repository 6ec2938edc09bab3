using Pockr.Client;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Settings;

namespace Pockr.Machines;

/// <summary>How long each way of ending a machine gets.</summary>
internal sealed record DownPatience
{
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan PowerOff { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan PowerButton { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(5);
}

internal enum DownResult
{
    WasDown,
    Suspended,
    PoweredOff,

    /// <summary>Ended, and what it had written is gone.</summary>
    Discarded,
}

/// <summary>
/// Suspends a machine, or ends it. What ends it is asked in turn: the guest, the guest's hardware, QEMU, the kernel.
/// </summary>
internal sealed class MachineDown(
    PockrHome home, MachineStore store, IMachineMonitor monitor, Suspension suspension, PendingRestore pending, DownPatience patience)
{
    public async Task<DownResult> DownAsync(MachineName name, bool powerOff, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        if (!Directory.Exists(files.Directory))
        {
            return DownResult.WasDown;
        }

        using var held = await FileLock.AcquireAsync(
            files.Lock,
            () => reporter.Stage("waiting for another pockr that starts or stops this machine"),
            cancellationToken);
        var running = store.FindRunning(files);
        var process = running?.Process ?? store.FindByPidFile(files);
        if (process is null)
        {
            await pending.FinishAsync(name, files, cancellationToken);
        }

        var result = process is null
            ? DropSuspended(files, powerOff)
            : await SuspendOrEndAsync(name, files, running, process, powerOff, reporter, cancellationToken);
        await EndSupervisorAsync(files, cancellationToken);
        MachineStore.RemoveTraces(files);
        return File.Exists(files.VolatileDisk) ? Discard(files) : result;
    }

    private static DownResult Discard(MachineFiles files)
    {
        File.Delete(files.VolatileDisk);
        return DownResult.Discarded;
    }

    // It would end by itself, a moment later; by then the machine's directory may be gone.
    private async Task EndSupervisorAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        if (MachineStore.FindSupervisor(files) is { } supervisor)
        {
            await store.EndAsync(supervisor, cancellationToken);
        }
    }

    private static DownResult DropSuspended(MachineFiles files, bool powerOff)
    {
        if (!powerOff || MachineStore.FindSuspended(files) is null)
        {
            return DownResult.WasDown;
        }

        Suspension.Drop(files);
        return DownResult.PoweredOff;
    }

    private async Task<DownResult> SuspendOrEndAsync(
        MachineName name,
        MachineFiles files,
        RunningMachine? running,
        ProcessEntry process,
        bool powerOff,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        // Saved before, and its QEMU not ended: it has not run since.
        var isSaved = MachineStore.FindSuspended(files) is not null;
        if (isSaved && powerOff)
        {
            Suspension.Drop(files);
        }

        if (!isSaved)
        {
            await LetGoOnAsync(files, cancellationToken);
        }

        if (isSaved || (!powerOff && running is { State.IsVolatile: false } && await TrySuspendAsync(running, files, reporter, cancellationToken)))
        {
            await EndQemuAsync(name, files, process, reporter, cancellationToken);
            return isSaved && powerOff ? DownResult.PoweredOff : DownResult.Suspended;
        }

        await EndAsync(name, files, running, process, reporter, cancellationToken);
        return DownResult.PoweredOff;
    }

    // One that stands still, for being idle or because its suspension was cut short, answers nothing. A hung QEMU is found out about later.
    private async Task LetGoOnAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        try
        {
            if (await suspension.IsPausedAsync(files, cancellationToken))
            {
                await suspension.UndoAsync(files, cancellationToken);
            }
        }
        catch (LauncherException)
        {
        }
    }

    private async Task<bool> TrySuspendAsync(
        RunningMachine running, MachineFiles files, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var token = MachineToken.Find(files);
        if (await GuestSettings.TryUnmountAsync(running, token, cancellationToken) is { } held)
        {
            reporter.Note($"{held} The machine is not suspended but powered off.");
            return false;
        }

        // Were the memory lost, what was written before would still be there. One that does not do this is not worth keeping, either.
        reporter.Stage("writing out the disk");
        if (!await AskAgentAsync("sync", running, files, cancellationToken))
        {
            reporter.Note("The machine does not answer, so it is not suspended but powered off.");
            return false;
        }

        reporter.Stage("suspending");
        try
        {
            await suspension.SaveAsync(running, files, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is LauncherException or IOException or UnauthorizedAccessException)
        {
            reporter.Note($"{failure.Message} The machine is powered off instead.");
            await TryUndoAsync(files);
            return false;
        }
        catch (OperationCanceledException)
        {
            await TryUndoAsync(files);
            await GuestSettings.TryMountAsync(running, token);
            throw;
        }
    }

    // A QEMU that does not do this is ended, or found by the next 'up'.
    private async Task TryUndoAsync(MachineFiles files)
    {
        try
        {
            await suspension.UndoAsync(files, CancellationToken.None);
        }
        catch (LauncherException)
        {
        }
    }

    private async Task EndAsync(
        MachineName name,
        MachineFiles files,
        RunningMachine? running,
        ProcessEntry process,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        reporter.Stage("powering the machine off");
        if (running is not null
            && await AskAgentAsync("poweroff", running, files, cancellationToken)
            && await store.WaitForEndAsync(process, patience.PowerOff, cancellationToken))
        {
            return;
        }

        reporter.Stage("pressing the machine's power button");
        if (await AskQemuAsync(files, process, "system_powerdown", patience.PowerButton, cancellationToken))
        {
            return;
        }

        await EndQemuAsync(name, files, process, reporter, cancellationToken);
    }

    private async Task EndQemuAsync(
        MachineName name, MachineFiles files, ProcessEntry process, IBootReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Stage("ending QEMU");
        if (await AskQemuAsync(files, process, "quit", patience.Quit, cancellationToken))
        {
            return;
        }

        reporter.Note("The machine answers nothing; its QEMU is killed.");
        await EndSupervisorAsync(files, cancellationToken); // it would take this for a crash
        if (!await store.EndAsync(process, cancellationToken))
        {
            throw Failures.StillRunning(name.Value, process.Id);
        }
    }

    /// <summary>Whether the guest did it, or is gone.</summary>
    private async Task<bool> AskAgentAsync(string command, RunningMachine running, MachineFiles files, CancellationToken cancellationToken)
    {
        if (MachineToken.Find(files) is not { } token)
        {
            return false;
        }

        using var client = new PockrClient(running.State.Url, token.Value);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience.Request);
        try
        {
            var result = await client.ExecInMachineAsync(command, limit.Token);
            return result.ExitCode == 0;
        }
        catch (PockrException)
        {
            // The guest may have gone before it could answer.
            return !store.IsAlive(running.Process);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> AskQemuAsync(
        MachineFiles files,
        ProcessEntry process,
        string command,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        try
        {
            await monitor.ExecuteAsync(files, command, cancellationToken);
        }
        catch (LauncherException)
        {
            // 'quit' may close the connection instead of answering; what counts is whether QEMU is gone.
            return command == "quit" && await store.WaitForEndAsync(process, limit, cancellationToken);
        }

        return await store.WaitForEndAsync(process, limit, cancellationToken);
    }
}
