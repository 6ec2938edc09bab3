using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Commands;

/// <summary>Looks at machines from outside, whatever state they are in.</summary>
internal sealed class MachineOverview(MachineDirectory directory)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public Task<StatusReport[]> LookAtAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(directory.Names.Select(name => LookAsync(name, cancellationToken)));

    public async Task<StatusReport> LookAsync(MachineName name, CancellationToken cancellationToken)
    {
        var files = directory.FilesOf(name);
        var config = MachineStore.FindConfig(files);
        var report = new StatusReport(name.Value, StateOfStill(files, config), files.Directory, Image: config?.Image);
        using var machine = directory.TryOpen(name);
        if (machine is null)
        {
            return report;
        }

        var running = machine.Running.State;
        return report with
        {
            State = StatusReport.Running,
            Url = UpRunner.AddressOf(running),
            Accelerator = running.Accelerator,
            ProcessId = running.ProcessId,
            UptimeSeconds = Math.Round(Math.Max(0, (DateTimeOffset.UtcNow - running.StartedAt).TotalSeconds)),
            Volatile = running.IsVolatile,
            Health = await HealthProbe.AskAsync(machine.Client, s_patience, cancellationToken),
        };
    }

    private static string StateOfStill(MachineFiles files, MachineConfig? config) =>
        config is null ? StatusReport.Absent
        : MachineStore.FindSuspended(files) is { Template: null } ? StatusReport.Suspended
        : StatusReport.Stopped;
}
