using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Machines.Settings;

namespace Pockr.Machines;

/// <summary>What <c>pockr up</c> was asked for; what was not named keeps its value.</summary>
internal sealed record UpRequest(MachineName Name)
{
    /// <summary>Directory of the image a new machine is made of.</summary>
    public string? Image { get; init; }

    /// <summary>Settings that are to have another value.</summary>
    public IReadOnlyList<ConfigChange> Changes { get; init; } = [];

    /// <summary>Whether nothing of what the machine writes is to survive.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Whether a new machine may begin with a template's memory.</summary>
    public bool IsFromTemplate { get; init; } = true;

    /// <summary>Port the agent gets if it is free, where the machine's settings name none.</summary>
    public int PreferredPort { get; init; } = 7080;

    /// <summary>Refuses values that cannot be read, before anything is done.</summary>
    public void EnsureReadable()
    {
        List<SettingFinding> findings = [];
        ApplyTo(new MachineConfig { Image = "" }, findings);
        if (findings.Count > 0)
        {
            throw Failures.InvalidSettings(findings);
        }
    }

    public MachineConfig ApplyTo(MachineConfig config, ICollection<SettingFinding> findings) =>
        Changes.Aggregate(config, (made, change) => change.ApplyTo(made, findings));
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
