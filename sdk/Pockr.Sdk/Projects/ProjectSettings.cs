namespace Pockr.Sdk.Projects;

/// <summary>What a project's <c>.pockr/project.json</c> says; what is absent there is as here.</summary>
/// <param name="Name">Name of the project; its sandboxes are labelled with it.</param>
/// <param name="Profile">Name of the profile of new sandboxes; <c>minimal-python</c> if absent.</param>
/// <param name="Persistent">Whether new sandboxes stay when they are closed.</param>
/// <param name="Logs">What is kept of what was run.</param>
public sealed record ProjectSettings(string Name, string? Profile = null, bool Persistent = false, LogSettings? Logs = null)
{
    /// <summary>What is kept of what was run.</summary>
    public LogSettings Logs { get; init; } = Logs ?? new LogSettings();
}
