using System.Globalization;
using System.Text.Json.Serialization;
using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Machines;

/// <summary>What a machine is made of; <c>config.json</c>. A change is a new record made with <c>with</c>.</summary>
internal sealed record MachineConfig
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

    public int Cpus { get; init; } = DefaultCpus;

    /// <summary>Guest memory in MiB.</summary>
    public int MemoryMiB { get; init; } = DefaultMemoryMiB;

    /// <summary>Host port of the agent; the launcher picks one if there is none.</summary>
    public int? Port { get; init; }

    /// <summary>One of <see cref="Accelerators"/>.</summary>
    public string Accelerator { get; init; } = AutomaticAccelerator;

    /// <summary>An address of the host on which published ports are opened besides its loopback.</summary>
    public string? Bind { get; init; }

    /// <summary>Minutes after which a machine with nothing to do is paused; 0 or none: it is not.</summary>
    public double? IdlePause { get; init; }

    [JsonIgnore]
    public TimeSpan? IdlePatience => IdlePause is > 0 and var minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>Everything that is wrong, so that it can be mended in one go.</summary>
    public IEnumerable<string> Validate(HostResources host, int minimumMemoryMiB)
    {
        if (Cpus < 1 || Cpus > host.Cpus)
        {
            yield return $"cpus is {Text(Cpus)}; this host has {Text(host.Cpus)}, use 1 to that.";
        }

        if (MemoryMiB < minimumMemoryMiB)
        {
            yield return $"memory is {Text(MemoryMiB)} MiB; the image needs at least {Text(minimumMemoryMiB)}.";
        }

        if (Port is < 1 or > 65535)
        {
            yield return $"port is {Text(Port.Value)}; use 1 to 65535.";
        }

        if (!Accelerators.Contains(Accelerator))
        {
            yield return $"accel is '{Accelerator}'; use {string.Join(", ", Accelerators)}.";
        }

        if (Bind is not null && !BindAddress.IsAddress(Bind))
        {
            yield return $"bind is '{Bind}'; use an IPv4 address of this host.";
        }

        if (IdlePause is not (null or (>= 0 and <= LongestIdlePause)))
        {
            yield return $"idle-pause is {IdlePause.Value.ToString(CultureInfo.InvariantCulture)}; use minutes, up to {Text(LongestIdlePause)}, 0 for never.";
        }
    }

    public void EnsureFits(HostResources host, int minimumMemoryMiB)
    {
        var findings = Validate(host, minimumMemoryMiB).ToList();
        if (findings.Count > 0)
        {
            throw Failures.InvalidSettings(findings);
        }

        if (MemoryMiB > host.AvailableMemoryMiB)
        {
            throw Failures.NotEnoughMemory(MemoryMiB, host.AvailableMemoryMiB, minimumMemoryMiB);
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
