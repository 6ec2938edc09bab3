using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Supervision;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Machines;

/// <summary>Brings a suspended machine back, where it stopped.</summary>
internal sealed class MachineResume(
    MachineStore store, MachineStarter starter, Suspension suspension, BootWatch watch, ISupervision supervision)
{
    private const string Stage = "resuming";

    /// <returns>The machine, healthy; nothing if there was none to resume or it could not be, and it is to be booted.</returns>
    public async Task<RunningMachine?> TryResumeAsync(
        MachineName name,
        MachineLaunch launch,
        int? port,
        MachineFiles files,
        MachineToken token,
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
        await Task.WhenAll(
            SetClockAsync(machine, token, cancellationToken),
            supervision.EnsureAsync(name, machine, cancellationToken),
            Task.Run(() => File.Delete(files.SuspendedMemory), cancellationToken));
        if (await watch.WaitAsync(machine, files, token.Value, reporter, cancellationToken, Stage) is { } failure)
        {
            MachineStore.RemoveTraces(files);
            reporter.Note($"The machine did not go on where it stopped: {failure.Reason} It boots.");
            return null;
        }

        return machine;
    }

    /// <summary>Lets a machine go on whose suspension was cut short, or that was paused for being idle, if it is one.</summary>
    public async Task GoOnAsync(RunningMachine machine, MachineFiles files, MachineToken token, CancellationToken cancellationToken)
    {
        if (await suspension.IsPausedAsync(files, cancellationToken))
        {
            await suspension.UndoAsync(files, cancellationToken);
            await SetClockAsync(machine, token, cancellationToken);
        }
    }

    private async Task<LauncherException?> LoadAsync(
        RunningMachine machine, SuspendedMemory memory, MachineFiles files, CancellationToken cancellationToken)
    {
        try
        {
            await suspension.LoadAsync(machine, files, memory, cancellationToken);
            return null;
        }
        catch (LauncherException unfit)
        {
            await store.EndAsync(machine.Process, cancellationToken);
            MachineStore.RemoveTraces(files);
            Suspension.SetAside(files);
            return unfit;
        }
    }

    private static async Task SetClockAsync(RunningMachine machine, MachineToken token, CancellationToken cancellationToken)
    {
        using var client = new PockrClient(machine.State.Url, token.Value);
        await GuestClock.SetAsync(client, cancellationToken);
    }
}
