using Pockr.Contracts;
using Pockr.HostLauncher.Disks;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Processes;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Settings;

namespace Pockr.HostLauncher.Machines;

/// <summary>Brings a machine up, from whatever state it is in.</summary>
internal sealed class MachineUp(
    PockrHome home,
    MachineStore store,
    PendingRestore pending,
    MachinePreparation preparation,
    AccelerationChooser acceleration,
    MachineStarter starter,
    MachineResume resume,
    BootWatch watch)
{
    /// <summary>Emulated guests crash now and then; the third failure in a row has another cause.</summary>
    private const int MaximumStarts = 3;

    public async Task<UpResult> UpAsync(UpRequest request, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(request.Name);
        files.EnsureSocketPathsFit();
        home.Create();
        PrivateDirectory.Create(files.Directory);

        using var held = await LockAsync(files, reporter, cancellationToken);
        var token = MachineToken.Ensure(files);
        if (store.FindRunning(files) is { } running
            && await JoinAsync(request, running, files, token, reporter, cancellationToken))
        {
            await GuestSettings.EnsureAsync(files, running, token, reporter, cancellationToken);
            return new UpResult(running, Starts: 0);
        }

        await EndOrphanAsync(files, cancellationToken);
        MachineStore.RemoveTraces(files);
        await pending.FinishAsync(request.Name, files, cancellationToken);

        File.Delete(files.Restarts);
        var isNew = !File.Exists(files.Overlay);
        try
        {
            var result = await StartAsync(request, files, token, reporter, cancellationToken);
            await GuestSettings.EnsureAsync(files, result.Machine, token, reporter, cancellationToken);
            return result;
        }
        catch (Exception) when (isNew && !HasRun(files))
        {
            Directory.Delete(files.Directory, recursive: true);
            throw;
        }
    }

    /// <summary>
    /// Starts a machine again that ended by itself, unless another pockr has started or stopped it since, or it has ended too often.
    /// </summary>
    /// <param name="name">The machine.</param>
    /// <param name="ended">The QEMU that ran it.</param>
    /// <param name="reason">How that one ended, in a sentence.</param>
    /// <param name="reporter">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether the machine is to be looked after further.</returns>
    public async Task<bool> RestartAsync(
        MachineName name, ProcessEntry ended, string reason, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        using var held = await LockAsync(files, reporter, cancellationToken);
        if (MachineStore.FindLast(files, ended) is not { } last)
        {
            return true; // what another pockr has made of it is seen next
        }

        var history = MachineStore.FindRestarts(files);
        if (history.IsExhausted(DateTimeOffset.UtcNow))
        {
            reporter.Note($"It has been started again {RestartHistory.Most} times in {RestartHistory.Window.TotalMinutes:0} minutes, and is left as it is.");
            MachineStore.Save(files, history with { GivenUp = reason });
            return false;
        }

        history = history.With(new Restart(DateTimeOffset.UtcNow, reason));
        MachineStore.Save(files, history);
        MachineStore.RemoveTraces(files);
        try
        {
            var request = new UpRequest(name) { PreferredPort = last.Port };
            var result = await StartAsync(request, files, MachineToken.Ensure(files), reporter, cancellationToken);
            reporter.Note($"It was started again, at {result.Machine.State.Url}.");
            return true;
        }
        catch (LauncherException failure)
        {
            MachineStore.Save(files, history with { GivenUp = failure.Message });
            throw;
        }
    }

    private static Task<FileLock> LockAsync(MachineFiles files, IBootReporter reporter, CancellationToken cancellationToken) => FileLock.AcquireAsync(
        files.Lock,
        () => reporter.Stage("waiting for another pockr that starts or stops this machine"),
        cancellationToken);

    // A machine whose QEMU has run may hold what its user wrote, and holds the logs that a failure points to.
    private static bool HasRun(MachineFiles files) => File.Exists(files.QemuLog);

    private async Task<UpResult> StartAsync(
        UpRequest request,
        MachineFiles files,
        MachineToken token,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        var prepared = await preparation.PrepareAsync(request, files, reporter, cancellationToken);
        var accelerator = await acceleration.ChooseAsync(prepared.Image, prepared.Config.Accelerator, reporter, cancellationToken);
        if (accelerator is { NewlyProbed: true, Reason: { } reason })
        {
            reporter.Note($"Using {accelerator.Name}: {reason}");
        }

        var launch = LaunchOf(prepared, accelerator, token, request.PreferredPort);
        var port = prepared.Config.Port;
        if (await resume.TryResumeAsync(request.Name, launch, port, files, token, reporter, cancellationToken) is { } resumed)
        {
            return new UpResult(resumed, Starts: 1) { IsResumed = true };
        }

        var booted = await BootAsync(request.Name, launch, port, files, token, reporter, cancellationToken);
        await FileSystemGrowth.EnsureAsync(prepared.Config, booted.Machine, token, reporter, cancellationToken);
        return booted;
    }

    /// <summary>Whether the machine that runs already is, or became, healthy.</summary>
    private async Task<bool> JoinAsync(
        UpRequest request,
        RunningMachine running,
        MachineFiles files,
        MachineToken token,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        // Loaded, or saved, and not gone on since: what is in the files is as good, and whole.
        if (MachineStore.FindSuspended(files) is not null)
        {
            await store.EndAsync(running.Process, cancellationToken);
            return false;
        }

        if (request.ChangesSettings)
        {
            reporter.Note("The machine runs already, with the settings it has; 'pockr config set' changes them.");
        }

        var hung = await LetGoOnAsync(running, files, token, cancellationToken);
        if (await BootWatch.IsHealthyAsync(running, token.Value, cancellationToken))
        {
            return true;
        }

        if (hung is not null)
        {
            reporter.Note($"{hung.Message} It is ended, and the machine started anew.");
            await store.EndAsync(running.Process, cancellationToken);
            return false;
        }

        var failure = await watch.WaitAsync(running, files, token.Value, reporter, cancellationToken);
        if (failure is not null)
        {
            reporter.Note($"The machine that ran was ended: {failure.Reason} Starting it anew.");
        }

        return failure is null;
    }

    private async Task<LauncherException?> LetGoOnAsync(
        RunningMachine running, MachineFiles files, MachineToken token, CancellationToken cancellationToken)
    {
        try
        {
            await resume.GoOnAsync(running, files, token, cancellationToken);
            return null;
        }
        catch (LauncherException hung)
        {
            return hung;
        }
    }

    // A QEMU whose state file is lost still holds the disk, and nobody knows its port.
    private async Task EndOrphanAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        if (store.FindByPidFile(files) is { } orphan)
        {
            await store.EndAsync(orphan, cancellationToken);
        }
    }

    private async Task<UpResult> BootAsync(
        MachineName name,
        MachineLaunch launch,
        int? port,
        MachineFiles files,
        MachineToken token,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        for (var starts = 1; ; starts++)
        {
            reporter.Stage("starting QEMU");
            var machine = await starter.StartAsync(launch, port, files, reporter, cancellationToken);
            var failure = await watch.WaitAsync(machine, files, token.Value, reporter, cancellationToken);
            if (failure is null)
            {
                return new UpResult(machine, starts);
            }

            MachineStore.RemoveTraces(files);
            if (starts == MaximumStarts)
            {
                throw Failures.BootFailed(name.Value, starts, failure.Reason, failure.ConsoleTail, files.SerialLog, files.QemuLog);
            }

            reporter.Note($"The machine did not come up: {failure.Reason} Starting it again ({starts + 1} of {MaximumStarts}).");
        }
    }

    private static MachineLaunch LaunchOf(PreparedMachine prepared, Acceleration accelerator, MachineToken token, int port) => new()
    {
        Architecture = GuestArchitecture.Of(prepared.Image.Manifest.Architecture),
        Accelerator = accelerator.Name,
        Cpus = prepared.Config.Cpus,
        MemoryMiB = prepared.Config.MemoryMiB,
        Mounts = prepared.Config.Mounts,
        Kernel = prepared.Image.Kernel,
        Initramfs = prepared.Image.Initramfs,
        CommandLine = CommandLineOf(prepared.Image.Manifest, accelerator, token),
        AgentPort = port,
    };

    private static string CommandLineOf(ImageManifest manifest, Acceleration accelerator, MachineToken token)
    {
        var emulated = accelerator.Name == Acceleration.Tcg ? $" {manifest.EmulatedCommandLine}" : "";
        return $"{manifest.CommandLine}{emulated} {token.KernelParameter}";
    }
}
