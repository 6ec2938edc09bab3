using Pockr.Machines.Errors;
using Pockr.Machines.Supervision;

namespace Pockr.Machines.Disks;

/// <summary>A machine that does not run, and cannot be started as long as this is held.</summary>
internal sealed record StillMachine(MachineName Name, MachineFiles Files, MachineConfig Config, string BaseDisk, FileLock Lock) : IDisposable
{
    public void Dispose() => Lock.Dispose();
}

/// <summary>Has machines stand still while something is done with their disks.</summary>
internal sealed class Standstill(
    PockrHome home, MachineStore store, PendingRestore pending, MachineDown down, MachineUp up, ISupervision supervision)
{
    /// <summary>Does something with a machine while it stands still. One that runs is suspended for that, and goes on afterwards.</summary>
    public async Task<T> DuringAsync<T>(
        MachineName name, Func<StillMachine, Task<T>> work, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var ran = await SuspendAsync(name, reporter, cancellationToken);
        try
        {
            using var machine = await HoldAsync(name, reporter, cancellationToken);
            return await work(machine);
        }
        finally
        {
            // Who is told to end at once leaves it suspended: the next 'up' lets it go on.
            if (ran && !cancellationToken.IsCancellationRequested)
            {
                var result = await up.UpAsync(new UpRequest(name), reporter, cancellationToken);
                await supervision.EnsureAsync(name, result.Machine, cancellationToken);
            }
        }
    }

    /// <returns>Whether it ran.</returns>
    public async Task<bool> SuspendAsync(MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        if (!Runs(name))
        {
            return false;
        }

        if (store.FindRunning(home.FilesOf(name)) is { State.IsVolatile: true })
        {
            throw Failures.VolatileRuns(name.Value); // to end it is to throw away what it has written
        }

        await down.DownAsync(name, powerOff: false, reporter, cancellationToken);
        return true;
    }

    /// <summary>Holds a machine that does not run.</summary>
    /// <param name="name">The machine.</param>
    /// <param name="reporter">Hears that another holds it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="finishRestore">Whether a restore that was decided upon is finished first; no, if another takes its place.</param>
    public async Task<StillMachine> HoldAsync(
        MachineName name, IBootReporter reporter, CancellationToken cancellationToken, bool finishRestore = true)
    {
        var files = home.FilesOf(name);
        var held = await LockAsync(name, reporter, cancellationToken);
        try
        {
            if (Runs(name))
            {
                throw Failures.MachineRuns(name.Value);
            }

            if (finishRestore)
            {
                await pending.FinishAsync(name, files, cancellationToken);
            }

            return MachineStore.FindConfig(files) is { } config && File.Exists(files.Overlay)
                ? new StillMachine(name, files, config, home.BaseDiskOf(config.Image), held)
                : throw Failures.MachineNotFound(name.Value);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Keeps others from starting or stopping a machine, whether it runs or not.</summary>
    public Task<FileLock> LockAsync(MachineName name, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = home.FilesOf(name);
        return Directory.Exists(files.Directory)
            ? FileLock.AcquireAsync(files.Lock, () => reporter.Stage("waiting for another pockr that starts or stops this machine"), cancellationToken)
            : throw Failures.MachineNotFound(name.Value);
    }

    public bool Runs(MachineName name)
    {
        var files = home.FilesOf(name);
        return store.FindRunning(files) is not null || store.FindByPidFile(files) is not null;
    }
}
