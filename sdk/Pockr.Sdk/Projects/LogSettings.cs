namespace Pockr.Sdk.Projects;

/// <summary>What a project keeps of what is run in its sandboxes (the limits are pocketdock's).</summary>
/// <param name="Enabled">Whether anything is kept.</param>
/// <param name="MaxBytes">How much of the output of a run is kept, in bytes.</param>
/// <param name="MaxRuns">How many runs of a sandbox are kept.</param>
/// <param name="Days">How many days a run is kept.</param>
public sealed record LogSettings(bool Enabled = true, long MaxBytes = 10 * 1024 * 1024, int MaxRuns = 100, int Days = 30);
