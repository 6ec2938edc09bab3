using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.Machines.Settings;

/// <summary>Reads and changes the settings of a machine that is there, whatever state it is in.</summary>
internal sealed class MachineConfiguration(PockrHome home, MachineStore store, ImageStore images, Func<HostResources> host)
{
    public MachineConfig Read(MachineName name) =>
        MachineStore.FindConfig(home.FilesOf(name)) ?? throw Failures.MachineNotFound(name.Value);

    /// <summary>Makes all changes, or none if one cannot be. What a machine that runs can take over, it has when this returns.</summary>
    public async Task<ConfigOutcome> ChangeAsync(
        MachineName name, IReadOnlyList<ConfigChange> changes, IBootReporter reporter, CancellationToken cancellationToken)
    {
        _ = Read(name);
        var files = home.FilesOf(name);
        using var held = await FileLock.AcquireAsync(
            files.Lock,
            () => reporter.Stage("waiting for another pockr that starts or stops this machine"),
            cancellationToken);
        var before = Read(name);
        var after = Apply(changes, before);
        var changed = ConfigKeys.All.Where(key => !key.TextOf(before).SequenceEqual(key.TextOf(after))).ToList();
        if (changed.Count > 0)
        {
            MachineStore.Save(files, after);
        }

        var running = store.FindRunning(files);
        if (running is not null && changed.Any(key => key.IsLive))
        {
            await GuestSettings.EnsureAsync(files, running, MachineToken.Ensure(files), reporter, cancellationToken);
        }

        return new ConfigOutcome(changed, running is not null, MachineStore.FindSuspended(files) is not null);
    }

    private MachineConfig Apply(IReadOnlyList<ConfigChange> changes, MachineConfig config)
    {
        List<SettingFinding> findings = [];
        var changed = changes.Aggregate(config, (made, change) => change.ApplyTo(made, findings));
        findings.AddRange(changed.Validate(host(), images.Find(config.Image)?.Manifest.MinimumMemoryMiB ?? 0));
        return findings.Count == 0 ? changed : throw Failures.InvalidSettings(findings);
    }
}

/// <param name="Changed">Settings that have another value now.</param>
/// <param name="IsRunning">Whether the machine runs.</param>
/// <param name="IsSuspended">Whether the machine is suspended.</param>
internal sealed record ConfigOutcome(IReadOnlyList<ConfigKey> Changed, bool IsRunning, bool IsSuspended)
{
    /// <summary>What the machine, as it is, has not taken over.</summary>
    public IReadOnlyList<ConfigKey> Pending => [.. Changed.Where(key => (IsRunning && !key.IsLive) || (IsSuspended && !IsRunning))];
}
