namespace Pockr.Sdk.Projects;

/// <summary>What a project keeps of what is run in its sandboxes (the limits are pocketdock's).</summary>
public sealed record LogSettings
{
    /// <summary>Whether anything is kept.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How much of the output of a run is kept, in bytes.</summary>
    public long MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>How many runs of a sandbox are kept.</summary>
    public int MaxRuns { get; init; } = 100;

    /// <summary>How many days a run is kept.</summary>
    public int Days { get; init; } = 30;
}
