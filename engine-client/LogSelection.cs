namespace Pockr.EngineClient;

/// <summary>Which part of a log is wanted.</summary>
public sealed record LogSelection
{
    /// <summary>Whether to go on until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>How many of the last lines; all if null.</summary>
    public int? Tail { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether each line begins with its time.</summary>
    public bool Timestamps { get; init; }

    public bool Stdout { get; init; } = true;

    public bool Stderr { get; init; } = true;
}
