using Pockr.Contracts;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;
using Pockr.Machines.Settings;
using Pockr.Machines.Templates;

namespace Pockr.Machines;

/// <summary>Brings a machine up, from whatever state it is in.</summary>
internal sealed class MachineUp(
    PockrHome home,
    MachineStore store,
    PendingRestore pending,
    MachinePreparation preparation,
    AccelerationChooser acceleration,
    NewDisk disk,
    MachineStarter starter,
    MachineResume resume,
    Reminder reminder,
    BootWatch watch)
{
    /// <summary>Emulated guests crash now and then; the third failure in a row has another cause.</summary>
    private const int MaximumStarts = 3;

    public async Task<UpResult> UpAsync(UpRequest request, IBootReporter reporter, CancellationToken cancellationToken)
    {
        request.EnsureReadable();
        var files = home.FilesOf(request.Name);
        files.EnsureSocketPathsFit();
        home.Create();
        PrivateDirectory.Create(files.Directory);

        using var held = await LockAsync(files, reporter, cancellationToken);
        var persona = new MachinePersona(request.Name, MachineToken.Ensure(files));
        if (store.FindRunning(files) is { } running
            && await JoinAsync(request, running, files, persona, reporter, cancellationToken))
        {
            await GuestSettings.EnsureAsync(files, running, persona.Token, reporter, cancellationToken);
            return new UpResult(running, Starts: 0);
        }

        await EndOrphanAsync(files, cancellationToken);
        MachineStore.RemoveTraces(files);
        await pending.FinishAsync(request.Name, files, cancellationToken);
        File.Delete(files.VolatileDisk);
        File.Delete(files.Restarts);
        var isNew = !File.Exists(files.Overlay);
        try
        {
            return await StartAsync(request, files, persona, reporter, cancellationToken);
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
        File.Delete(files.VolatileDisk);
        try
        {
            var request = new UpRequest(name) { PreferredPort = last.Port, IsVolatile = last.IsVolatile };
            var persona = new MachinePersona(name, MachineToken.Ensure(files));
            var result = await StartAsync(request, files, persona, reporter, cancellationToken);
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
        MachinePersona persona,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        var prepared = await preparation.PrepareAsync(request, files, reporter, cancellationToken);
        var port = prepared.Config.Port;
        if (port is { } wanted)
        {
            starter.EnsureFree(wanted); // before a template is made in vain
        }

        var accelerator = await acceleration.ChooseAsync(prepared.Image, prepared.Config.Accelerator, reporter, cancellationToken);
        if (accelerator is { NewlyProbed: true, Reason: { } reason })
        {
            reporter.Note($"Using {accelerator.Name}: {reason}");
        }

        var launch = LaunchOf(prepared, accelerator, request.PreferredPort) with { IsVolatile = request.IsVolatile };
        await disk.EnsureAsync(request, prepared, launch, files, reporter, cancellationToken);
        var result = await resume.TryResumeAsync(persona, launch, port, files, reporter, cancellationToken)
            ?? await BootAsync(persona, launch, port, files, reporter, cancellationToken);
        if (result.HasBooted)
        {
            await FileSystemGrowth.EnsureAsync(prepared.Config, result.Machine, persona.Token, reporter, cancellationToken);
        }

        await GuestSettings.EnsureAsync(files, result.Machine, persona.Token, reporter, cancellationToken);
        return result;
    }

    /// <summary>Whether the machine that runs already is, or became, healthy.</summary>
    private async Task<bool> JoinAsync(
        UpRequest request,
        RunningMachine running,
        MachineFiles files,
        MachinePersona persona,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        // Loaded, or saved, and not gone on since: what is in the files is as good, and whole.
        if (MachineStore.FindSuspended(files) is not null)
        {
            await store.EndAsync(running.Process, cancellationToken);
            return false;
        }

        if (request.Changes.Count > 0 || (request.IsVolatile && !running.State.IsVolatile))
        {
            reporter.Note("The machine runs already, with the settings it has; 'pockr config set' changes them.");
        }

        var hung = await LetGoOnAsync(files, cancellationToken);
        if (await BootWatch.IsHealthyAsync(running, persona.Token.Value, cancellationToken))
        {
            await reminder.RemindAsync(files, persona, cancellationToken);
            return true;
        }

        if (hung is not null)
        {
            reporter.Note($"{hung.Message} It is ended, and the machine started anew.");
            await store.EndAsync(running.Process, cancellationToken);
            return false;
        }

        var failure = await watch.WaitAsync(running, files, persona, setsClock: true, reporter, cancellationToken);
        if (failure is not null)
        {
            reporter.Note($"The machine that ran was ended: {failure.Reason} Starting it anew.");
        }

        return failure is null;
    }

    private async Task<LauncherException?> LetGoOnAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        try
        {
            await resume.GoOnAsync(files, cancellationToken);
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
        MachinePersona persona,
        MachineLaunch launch,
        int? port,
        MachineFiles files,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        for (var starts = 1; ; starts++)
        {
            reporter.Stage("starting QEMU");
            var machine = await starter.StartAsync(launch, port, files, reporter, cancellationToken);
            var failure = await watch.WaitAsync(machine, files, persona, setsClock: false, reporter, cancellationToken);
            if (failure is null)
            {
                return new UpResult(machine, starts);
            }

            MachineStore.RemoveTraces(files);
            if (failure.Lasting is { } lasting)
            {
                throw lasting;
            }

            if (starts == MaximumStarts)
            {
                throw Failures.BootFailed(persona.Name.Value, starts, failure.Reason, failure.ConsoleTail, files.SerialLog, files.QemuLog);
            }

            reporter.Note($"The machine did not come up: {failure.Reason} Starting it again ({starts + 1} of {MaximumStarts}).");
        }
    }

    private static MachineLaunch LaunchOf(PreparedMachine prepared, Acceleration accelerator, int port) => new()
    {
        Architecture = GuestArchitecture.Of(prepared.Image.Manifest.Architecture),
        Accelerator = accelerator.Name,
        Cpus = prepared.Config.Cpus,
        MemoryMiB = prepared.Config.MemoryMiB,
        Mounts = prepared.Config.Mounts,
        HasIpv6 = prepared.Config.Ipv6,
        Kernel = prepared.Image.Kernel,
        Initramfs = prepared.Image.Initramfs,
        CommandLine = CommandLineOf(prepared.Image.Manifest, accelerator),
        AgentPort = port,
    };

    private static string CommandLineOf(ImageManifest manifest, Acceleration accelerator)
    {
        var emulated = accelerator.Name == Acceleration.Tcg ? $" {manifest.EmulatedCommandLine}" : "";
        return $"{manifest.CommandLine}{emulated} {MachinePersona.KernelParameter}";
    }
}
