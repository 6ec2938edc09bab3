namespace Pockr.Sdk.Projects;

/// <summary>What a project's <c>.pockr/project.json</c> says; what is absent there is as here.</summary>
public sealed record ProjectSettings
{
    /// <summary>Name of the project; its sandboxes are labelled with it.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the profile of new sandboxes; <c>minimal-python</c> if absent.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether new sandboxes stay when they are closed.</summary>
    public bool Persistent { get; init; }

    /// <summary>What is kept of what was run.</summary>
    public LogSettings Logs
    {
        get => field ?? new LogSettings();
        init;
    }
}
