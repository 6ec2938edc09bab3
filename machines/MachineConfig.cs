using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pockr.Contracts;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Settings;

namespace Pockr.Machines;

/// <summary>What a machine is made of; <c>config.json</c>. A change is a new record made with <c>with</c>.</summary>
internal sealed record MachineConfig : IJsonOnDeserialized
{
    public const int CurrentSchema = 1;
    public const int DefaultCpus = 2;
    public const int DefaultMemoryMiB = 2048;
    public const int LongestIdlePause = 7 * 24 * 60;
    public const string AutomaticAccelerator = "auto";

    public static readonly IReadOnlyList<string> Accelerators = [AutomaticAccelerator, "tcg", "kvm", "hvf", "whpx"];

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Directory name of the installed image the machine's disk lies over; never changes.</summary>
    public required string Image { get; init; }

    /// <summary>Directory name of the template between the image and the machine's disk, if there is one.</summary>
    public string? Template { get; init; }

    public int Cpus { get; init; } = DefaultCpus;

    /// <summary>Guest memory in MiB.</summary>
    public int MemoryMiB { get; init; } = DefaultMemoryMiB;

    /// <summary>Host port of the agent; the launcher picks one if there is none.</summary>
    public int? Port { get; init; }

    /// <summary>One of <see cref="Accelerators"/>.</summary>
    public string Accelerator { get; init; } = AutomaticAccelerator;

    /// <summary>Size of the disk in MiB, if it is to be another than a new one's. A smaller disk is made larger at the next boot.</summary>
    public int? DiskMiB { get; init; }

    [JsonIgnore]
    public long DiskBytes => (DiskMiB ?? 0) * DiskSize.MiB;

    // A file from before a list was thought of has none, and is read as null whatever stands here as its first value.

    /// <summary>Directories of this host that the machine has.</summary>
    public IReadOnlyList<MachineMount> Mounts { get => field ?? []; init; }

    /// <summary>Name servers in place of this host's.</summary>
    public IReadOnlyList<string> Dns { get => field ?? []; init; }

    public string? HttpProxy { get; init; }

    public string? HttpsProxy { get; init; }

    /// <summary>What is reached without a proxy, separated by commas.</summary>
    public string? NoProxy { get; init; }

    public IReadOnlyList<string> RegistryMirrors { get => field ?? []; init; }

    public IReadOnlyList<string> InsecureRegistries { get => field ?? []; init; }

    /// <summary>Certificates of further authorities, as PEM.</summary>
    public string? ExtraCa { get; init; }

    /// <summary>Whether containers may reach this host's loopback.</summary>
    public bool HostAccess { get; init; }

    /// <summary>Whether the machine and its containers have IPv6.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>An address of the host on which published ports are opened besides its loopback.</summary>
    public string? Bind { get; init; }

    /// <summary>Minutes after which a machine with nothing to do is paused; 0 or none: it is not.</summary>
    public double? IdlePause { get; init; }

    [JsonIgnore]
    public TimeSpan? IdlePatience => IdlePause is > 0 and var minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>Everything that is wrong, so that it can be mended in one go.</summary>
    public IEnumerable<SettingFinding> Validate(HostResources host, int minimumMemoryMiB)
    {
        if (Cpus < 1 || Cpus > host.Cpus)
        {
            yield return new("cpus", Text(Cpus), $"this host has {Text(host.Cpus)}", "use 1 to that");
        }

        if (MemoryMiB < minimumMemoryMiB)
        {
            yield return new("memory", $"{Text(MemoryMiB)} MiB", "the image needs more", $"use at least {Text(minimumMemoryMiB)}");
        }

        if (Port is < 1 or > 65535)
        {
            yield return new("port", Text(Port.Value), "there is no such port", "use 1 to 65535");
        }

        if (!Accelerators.Contains(Accelerator))
        {
            yield return new("accel", $"'{Accelerator}'", "there is none of that name", $"use {string.Join(", ", Accelerators)}");
        }

        foreach (var finding in Mounts.Select(mount => mount.FindOnHost()).OfType<SettingFinding>().Concat(FindForGuest()))
        {
            yield return finding;
        }

        if (Bind is not null && !BindAddress.IsAddress(Bind))
        {
            yield return new("bind", $"'{Bind}'", "that is no address", "use an IPv4 address of this host");
        }

        if (IdlePause is not (null or (>= 0 and <= LongestIdlePause)))
        {
            yield return new("idle-pause", IdlePause.Value.ToString(CultureInfo.InvariantCulture), "that cannot be", $"use minutes, up to {Text(LongestIdlePause)}, 0 for never");
        }
    }

    /// <param name="host">What the host has.</param>
    /// <param name="minimumMemoryMiB">What the image needs.</param>
    /// <param name="known">What is known to be wrong already.</param>
    public void EnsureFits(HostResources host, int minimumMemoryMiB, IEnumerable<SettingFinding> known)
    {
        var findings = known.Concat(Validate(host, minimumMemoryMiB)).ToList();
        if (findings.Count > 0)
        {
            throw Failures.InvalidSettings(findings);
        }

        if (MemoryMiB > host.AvailableMemoryMiB)
        {
            throw Failures.NotEnoughMemory(MemoryMiB, host.AvailableMemoryMiB, minimumMemoryMiB);
        }
    }

    // Of the other lists, a null is named with all else that is wrong.
    void IJsonOnDeserialized.OnDeserialized() => WholeList.Ensure(Mounts, "mounts");

    private IEnumerable<SettingFinding> FindForGuest() =>
        from finding in SystemSettingsRules.Find(GuestSettings.Of(this, Mounts, agentPort: 1))
        select finding with { Key = JsonNamingPolicy.KebabCaseLower.ConvertName(finding.Key) };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
