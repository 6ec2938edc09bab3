using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Templates;

namespace Pockr.HostLauncher.Machines;

/// <summary>Brings a machine up, from whatever state it is in.</summary>
internal sealed class MachineUp(
    PockrHome home,
    MachineStore store,
    MachinePreparation preparation,
    AccelerationChooser acceleration,
    NewDisk disk,
    MachineStarter starter,
    MachineResume resume,
    BootWatch watch)
{
    /// <summary>Emulated guests crash now and then; the third failure in a row has another cause.</summary>
    private const int MaximumStarts = 3;

    private const int PreferredPort = 7080;

    public async Task<UpResult> UpAsync(UpRequest request, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(request.Name);
        files.EnsureSocketPathsFit();
        home.Create();
        PrivateDirectory.Create(files.Directory);

        using var held = await FileLock.AcquireAsync(
            files.Lock,
            () => reporter.Stage("waiting for another pockr that starts or stops this machine"),
            cancellationToken);
        var persona = new MachinePersona(request.Name, MachineToken.Ensure(files));
        if (store.FindRunning(files) is { } running
            && await JoinAsync(request, running, files, persona, reporter, cancellationToken))
        {
            return new UpResult(running, Starts: 0);
        }

        await EndOrphanAsync(files, cancellationToken);
        MachineStore.RemoveTraces(files);
        File.Delete(files.VolatileDisk);
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
        var accelerator = await acceleration.ChooseAsync(prepared.Image, prepared.Config.Accelerator, reporter, cancellationToken);
        if (accelerator is { NewlyProbed: true, Reason: { } reason })
        {
            reporter.Note($"Using {accelerator.Name}: {reason}");
        }

        var launch = LaunchOf(prepared, accelerator) with { IsVolatile = request.IsVolatile };
        var port = prepared.Config.Port;
        await disk.EnsureAsync(request, prepared, launch, files, reporter, cancellationToken);
        return await resume.TryResumeAsync(persona, launch, port, files, reporter, cancellationToken)
            ?? await BootAsync(persona, launch, port, files, reporter, cancellationToken);
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

        if (request.ChangesSettings || (request.IsVolatile && !running.State.IsVolatile))
        {
            reporter.Note("The machine runs already, with the settings it was started with; 'pockr down' first to change them.");
        }

        var hung = await LetGoOnAsync(files, cancellationToken);
        if (await BootWatch.IsHealthyAsync(running, persona.Token.Value, cancellationToken))
        {
            await resume.RemindAsync(files, persona, cancellationToken);
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
            if (starts == MaximumStarts)
            {
                throw Failures.BootFailed(persona.Name.Value, starts, failure.Reason, failure.ConsoleTail, files.SerialLog, files.QemuLog);
            }

            reporter.Note($"The machine did not come up: {failure.Reason} Starting it again ({starts + 1} of {MaximumStarts}).");
        }
    }

    private static MachineLaunch LaunchOf(PreparedMachine prepared, Acceleration accelerator) => new()
    {
        Architecture = GuestArchitecture.Of(prepared.Image.Manifest.Architecture),
        Accelerator = accelerator.Name,
        Cpus = prepared.Config.Cpus,
        MemoryMiB = prepared.Config.MemoryMiB,
        Kernel = prepared.Image.Kernel,
        Initramfs = prepared.Image.Initramfs,
        CommandLine = CommandLineOf(prepared.Image.Manifest, accelerator),
        AgentPort = PreferredPort,
    };

    private static string CommandLineOf(ImageManifest manifest, Acceleration accelerator)
    {
        var emulated = accelerator.Name == Acceleration.Tcg ? $" {manifest.EmulatedCommandLine}" : "";
        return $"{manifest.CommandLine}{emulated} {MachinePersona.KernelParameter}";
    }
}
