using Pockr.Contracts;
using Pockr.HostLauncher.Settings;

namespace Pockr.HostLauncher.Machines;

/// <summary>What <c>pockr up</c> was asked for; what was not named keeps its value.</summary>
internal sealed record UpRequest(MachineName Name)
{
    /// <summary>Directory of the image a new machine is made of.</summary>
    public string? Image { get; init; }

    public int? Cpus { get; init; }

    public int? MemoryMiB { get; init; }

    public int? Port { get; init; }

    public string? Accelerator { get; init; }

    /// <summary>Other settings.</summary>
    public IReadOnlyList<ConfigChange> Changes { get; init; } = [];

    /// <summary>Whether nothing of what the machine writes is to survive.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Whether a new machine may begin with a template's memory.</summary>
    public bool IsFromTemplate { get; init; } = true;

    /// <summary>Port the agent gets if it is free, where the machine's settings name none.</summary>
    public int PreferredPort { get; init; } = 7080;

    /// <summary>See <see cref="MachineConfig.Bind"/>.</summary>
    public string? Bind { get; init; }

    /// <summary>See <see cref="MachineConfig.IdlePause"/>.</summary>
    public double? IdlePause { get; init; }

    public bool ChangesSettings => Cpus is not null || MemoryMiB is not null || Port is not null || Accelerator is not null
        || Bind is not null || IdlePause is not null || Changes.Count > 0;

    public MachineConfig ApplyTo(MachineConfig config, ICollection<SettingFinding> findings)
    {
        var changed = config with
        {
            Cpus = Cpus ?? config.Cpus,
            MemoryMiB = MemoryMiB ?? config.MemoryMiB,
            Port = Port ?? config.Port,
            Accelerator = Accelerator ?? config.Accelerator,
            Bind = Bind ?? config.Bind,
            IdlePause = IdlePause ?? config.IdlePause,
        };
        return Changes.Aggregate(changed, (made, change) => change.ApplyTo(made, findings));
    }
}

/// <summary>A machine that is up.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Starts">How often QEMU was started for it; 0 if it ran already.</param>
internal sealed record UpResult(RunningMachine Machine, int Starts)
{
    /// <summary>Whether it went on where it had been suspended.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Whether it is new, and went on where a template was saved.</summary>
    public bool IsFromTemplate { get; init; }

    /// <summary>Whether all in it was started anew. Its containers then still are at it; the supervisor opens their ports as they come.</summary>
    public bool HasBooted => Starts > 0 && !IsResumed;
}
