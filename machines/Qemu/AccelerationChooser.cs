using System.Text.Json;
using Pockr.Machines.Images;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Qemu;

/// <summary>Picks the fastest accelerator that works, and remembers it for this host, kernel, QEMU and image.</summary>
internal sealed class AccelerationChooser(
    PockrHome home,
    IProcessRunner processes,
    AccelerationProbe probe,
    Func<string, IReadOnlyList<string>> candidatesFor)
{
    public async Task<Acceleration> ChooseAsync(MachineImage image, string wanted, IBootReporter reporter, CancellationToken cancellationToken)
    {
        if (wanted != MachineConfig.AutomaticAccelerator)
        {
            return new Acceleration(wanted);
        }

        var candidates = candidatesFor(image.Manifest.Architecture);
        if (candidates.Count == 0)
        {
            return Acceleration.EmulationOnly;
        }

        var key = await KeyAsync(image, candidates, cancellationToken);
        var cache = Load();
        if (cache.Find(key) is { } known)
        {
            return new Acceleration(known.Accelerator, known.Reason);
        }

        var found = await ProbeAsync(image, candidates, reporter, cancellationToken);
        Save(cache.With(new AccelerationEntry(key, found.Name, found.Reason)));
        return found;
    }

    /// <summary>What was chosen before; nothing if nothing was tried yet.</summary>
    public async Task<Acceleration?> RecallAsync(MachineImage image, CancellationToken cancellationToken)
    {
        var candidates = candidatesFor(image.Manifest.Architecture);
        if (candidates.Count == 0)
        {
            return Acceleration.EmulationOnly;
        }

        var known = Load().Find(await KeyAsync(image, candidates, cancellationToken));
        return known is null ? null : new Acceleration(known.Accelerator, known.Reason);
    }

    private async Task<Acceleration> ProbeAsync(
        MachineImage image,
        IReadOnlyList<string> candidates,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        List<string> faults = [];
        foreach (var candidate in candidates)
        {
            reporter.Stage($"trying {candidate}");
            var fault = await probe.FindFaultAsync(image, candidate, cancellationToken);
            if (fault is null)
            {
                return new Acceleration(candidate, NewlyProbed: true);
            }

            faults.Add($"{candidate}: {fault}");
        }

        return new Acceleration(Acceleration.Tcg, string.Join(' ', faults), NewlyProbed: true);
    }

    private async Task<string> KeyAsync(MachineImage image, IReadOnlyList<string> candidates, CancellationToken cancellationToken)
    {
        var executable = GuestArchitecture.Of(image.Manifest.Architecture).Executable;
        var version = await processes.RunAsync(new ProcessCommand(executable, ["--version"]), cancellationToken);
        return string.Join('|', HostIdentity(), version.Output.Split('\n')[0], image.Id, string.Join(',', candidates));
    }

    // Of the installation, not of the boot: a boot changes nothing about what the hardware can do.
    private static string HostIdentity()
    {
        var machine = ReadFirstLine("/etc/machine-id") is { Length: > 0 } id ? id : Environment.MachineName;
        var kernel = ReadFirstLine("/proc/sys/kernel/osrelease") ?? Environment.OSVersion.VersionString;
        return $"{machine}|{kernel}";
    }

    private static string? ReadFirstLine(string path) => File.Exists(path) ? File.ReadLines(path).FirstOrDefault() : null;

    // Only remembered answers: one that cannot be read is found out again.
    private AccelerationCache Load() => AccelerationCache.TryRead(home.Acceleration) ?? new AccelerationCache([]);

    private void Save(AccelerationCache cache) =>
        AtomicFile.Write(home.Acceleration, JsonSerializer.SerializeToUtf8Bytes(cache, MachineJson.Default.AccelerationCache));
}
