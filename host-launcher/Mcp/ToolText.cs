namespace Pockr.HostLauncher.Mcp;

/// <summary>What a model, and whoever watches it, is told of a tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What it does, for a model.</param>
internal sealed record ToolText(string Name, string Title, string Description)
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether something may be lost by it.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>Whether what it does may reach beyond the sandbox.</summary>
    public bool IsOpenWorld { get; init; }
}
