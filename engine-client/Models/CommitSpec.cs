namespace Pockr.EngineClient.Models;

/// <summary>What <c>POST /commit</c> is asked for.</summary>
public sealed record CommitSpec(string Container, string Repository, string Tag)
{
    public string? Comment { get; init; }

    public string? Author { get; init; }

    /// <summary>Whether the container stands still meanwhile.</summary>
    public bool Pause { get; init; } = true;

    /// <summary>Instructions of a Dockerfile, such as <c>CMD ["sh"]</c>.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
