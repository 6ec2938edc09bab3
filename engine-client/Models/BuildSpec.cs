namespace Pockr.EngineClient.Models;

/// <summary>What <c>POST /build</c> is asked for, beside the context.</summary>
public sealed record BuildSpec
{
    /// <summary>Path in the context; <c>Dockerfile</c> if null.</summary>
    public string? Dockerfile { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> BuildArgs { get; init; } = new Dictionary<string, string>();

    /// <summary>Stage to end with; the last if null.</summary>
    public string? Target { get; init; }

    public bool NoCache { get; init; }

    /// <summary>Network of what <c>RUN</c> runs; the engine's default if null.</summary>
    public string? NetworkMode { get; init; }
}
