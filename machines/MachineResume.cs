using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;
using Pockr.Machines.Supervision;
using Pockr.Machines.Templates;

namespace Pockr.Machines;

/// <summary>Brings a machine back where it stopped, or to where its template did.</summary>
internal sealed class MachineResume(
    MachineStore store,
    TemplateStore templates,
    MachineStarter starter,
    Suspension suspension,
    BootWatch watch,
    ISupervision supervision)
{
    private const string Stage = "resuming";

    /// <returns>The machine, healthy; nothing if there was none to resume or it could not be, and it is to be booted.</returns>
    public async Task<UpResult?> TryResumeAsync(
        MachinePersona persona,
        MachineLaunch launch,
        int? port,
        MachineFiles files,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        if (MachineStore.FindSuspended(files) is not { } memory)
        {
            Suspension.Drop(files);
            return null;
        }

        if (memory.FindMisfit(QemuCommandLine.GuestSide(launch)) is { } misfit)
        {
            Suspension.SetAside(files);
            reporter.Note($"What the machine had in memory does not fit ({misfit}) and is set aside: it boots.");
            return null;
        }

        // Before it goes on: from then on, what it has in memory is nowhere else.
        if (memory.IdentityVersion != IdentityRequest.CurrentVersion)
        {
            throw Failures.AgentOfAnotherAge(memory.IdentityVersion, IdentityRequest.CurrentVersion);
        }

        reporter.Stage(Stage);
        var machine = await starter.StartAsync(
            launch with { IsResumed = true, AgentPort = memory.Port }, port, files, reporter, cancellationToken);
        if (await LoadAsync(machine, memory, files, cancellationToken) is { } unfit)
        {
            reporter.Note($"{unfit.Message} It is set aside, and the machine boots.");
            return null;
        }

        await suspension.ContinueAsync(files, cancellationToken);

        // The emulated processor has to translate all its code anew, and takes a second to answer: time for what the host has to do.
        var up = watch.WaitAsync(machine, files, persona, setsClock: true, reporter, cancellationToken, Stage);
        await Task.WhenAll(
            up,
            supervision.EnsureAsync(persona.Name, machine, cancellationToken),
            Task.Run(() => File.Delete(files.SuspendedMemory), cancellationToken));
        if (await up is { } failure)
        {
            MachineStore.RemoveTraces(files);
            if (failure.Lasting is { } lasting)
            {
                throw lasting;
            }

            SetTemplateAside(memory);
            reporter.Note($"The machine did not go on where it stopped: {failure.Reason} It boots.");
            return null;
        }

        return new UpResult(machine, Starts: 1) { IsResumed = memory.Template is null, IsFromTemplate = memory.Template is not null };
    }

    /// <summary>Lets a machine go on whose suspension was cut short, or that was paused for being idle, if it is one.</summary>
    public async Task GoOnAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        if (await suspension.IsPausedAsync(files, cancellationToken))
        {
            await suspension.UndoAsync(files, cancellationToken);
        }
    }

    private async Task<LauncherException?> LoadAsync(
        RunningMachine machine, SuspendedMemory memory, MachineFiles files, CancellationToken cancellationToken)
    {
        try
        {
            await suspension.LoadAsync(machine, files, memory, FileOf(memory, files), cancellationToken);
            return null;
        }
        catch (LauncherException unfit)
        {
            await store.EndAsync(machine.Process, cancellationToken);
            MachineStore.RemoveTraces(files);
            SetAside(memory, files);
            return unfit;
        }
    }

    private string FileOf(SuspendedMemory memory, MachineFiles files) =>
        memory.Template is { } template ? templates.FilesOf(template).Memory : files.SuspendedMemory;

    private void SetAside(SuspendedMemory memory, MachineFiles files)
    {
        Suspension.SetAside(files);
        SetTemplateAside(memory);
    }

    private void SetTemplateAside(SuspendedMemory memory)
    {
        if (memory.Template is { } template)
        {
            TemplateStore.SetAside(templates.FilesOf(template));
        }
    }
}
