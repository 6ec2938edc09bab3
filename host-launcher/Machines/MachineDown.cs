using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Processes;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Machines;

/// <summary>How long each way of ending a machine gets.</summary>
internal sealed record DownPatience
{
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan PowerOff { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan PowerButton { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Ends a machine: asks the guest, then the guest's hardware, then QEMU, then the kernel.</summary>
internal sealed class MachineDown(PockrHome home, MachineStore store, IMachineMonitor monitor, DownPatience patience)
{
    /// <returns>Whether the machine was running.</returns>
    public async Task<bool> DownAsync(MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        if (!Directory.Exists(files.Directory))
        {
            return false;
        }

        using var held = await FileLock.AcquireAsync(
            files.Lock,
            () => reporter.Stage("waiting for another pockr that starts or stops this machine"),
            cancellationToken);
        var running = store.FindRunning(files);
        var process = running?.Process ?? store.FindByPidFile(files);
        if (process is not null)
        {
            await EndAsync(name, files, running, process, reporter, cancellationToken);
        }

        MachineStore.RemoveTraces(files);
        return process is not null;
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
            && await AskAgentAsync(running, files, cancellationToken)
            && await store.WaitForEndAsync(process, patience.PowerOff, cancellationToken))
        {
            return;
        }

        reporter.Stage("pressing the machine's power button");
        if (await AskQemuAsync(files, process, "system_powerdown", patience.PowerButton, cancellationToken))
        {
            return;
        }

        reporter.Stage("ending QEMU");
        if (await AskQemuAsync(files, process, "quit", patience.Quit, cancellationToken))
        {
            return;
        }

        reporter.Note("The machine answers nothing; its QEMU is killed.");
        if (!await store.EndAsync(process, cancellationToken))
        {
            throw Failures.StillRunning(name.Value, process.Id);
        }
    }

    /// <summary>Whether the guest may be powering off.</summary>
    private async Task<bool> AskAgentAsync(RunningMachine running, MachineFiles files, CancellationToken cancellationToken)
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
            var result = await client.ExecInMachineAsync("poweroff", limit.Token);
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
