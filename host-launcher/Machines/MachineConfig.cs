using System.Globalization;
using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Machines;

/// <summary>What a machine is made of; <c>config.json</c>. A change is a new record made with <c>with</c>.</summary>
internal sealed record MachineConfig
{
    public const int CurrentSchema = 1;
    public const int DefaultCpus = 2;
    public const int DefaultMemoryMiB = 2048;
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
