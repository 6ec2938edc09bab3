using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>Looks at machines from outside, whatever state they are in.</summary>
internal sealed class MachineOverview(MachineDirectory directory, Suspension suspension)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public Task<StatusReport[]> LookAtAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(directory.Names.Select(name => LookAsync(name, cancellationToken)));

    public async Task<StatusReport> LookAsync(MachineName name, CancellationToken cancellationToken)
    {
        var files = directory.FilesOf(name);
        var config = MachineStore.FindConfig(files);
        var history = MachineStore.FindRestarts(files);
        var report = new StatusReport(name.Value, StateOfStill(files, config), files.Directory, Image: config?.Image)
        {
            Restarts = history.Restarts.Count,
            LastRestart = history.Restarts is [.., var last] ? last : null,
            GivenUp = history.GivenUp,
        };
        using var machine = directory.TryOpen(name);
        if (machine is null)
        {
            return report;
        }

        var running = machine.Running.State;
        var isPaused = await IsPausedAsync(files, cancellationToken);
        return report with
        {
            State = isPaused ? StatusReport.Paused : StatusReport.Running,
            Url = UpRunner.AddressOf(running),
            Accelerator = running.Accelerator,
            ProcessId = running.ProcessId,
            UptimeSeconds = Math.Round(Math.Max(0, (DateTimeOffset.UtcNow - running.StartedAt).TotalSeconds)),
            Volatile = running.IsVolatile,

            // To ask would wake it.
            Health = isPaused ? null : await HealthProbe.AskAsync(machine.Client, s_patience, cancellationToken),
        };
    }

    private async Task<bool> IsPausedAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        try
        {
            return await suspension.IsPausedAsync(files, cancellationToken);
        }
        catch (LauncherException)
        {
            return false; // a QEMU that does not answer: what the agent says is all there is
        }
    }

    private static string StateOfStill(MachineFiles files, MachineConfig? config) =>
        config is null ? StatusReport.Absent
        : MachineStore.FindSuspended(files) is { Template: null } ? StatusReport.Suspended
        : StatusReport.Stopped;
}
