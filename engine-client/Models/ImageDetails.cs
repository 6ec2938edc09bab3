namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /images/{name}/json</c>, as far as it is used.</summary>
public sealed record ImageDetails
{
    public required string Id { get; init; }

    public IReadOnlyList<string>? RepoTags { get; init; }

    public IReadOnlyList<string>? RepoDigests { get; init; }

    public string? Parent { get; init; }

    public string? Comment { get; init; }

    public string? Author { get; init; }

    /// <summary>RFC 3339; empty or null for an image that does not say.</summary>
    public string? Created { get; init; }

    public string? Architecture { get; init; }

    public string? Os { get; init; }

    public long Size { get; init; }

    public ImageConfig? Config { get; init; }

    public ImageLayers? RootFS { get; init; }
}

/// <summary>What containers of an image are given.</summary>
public sealed record ImageConfig
{
    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public string? WorkingDir { get; init; }

    public string? User { get; init; }

    /// <summary>Keys such as <c>80/tcp</c>.</summary>
    public IReadOnlyDictionary<string, NoOptions>? ExposedPorts { get; init; }

    public IReadOnlyDictionary<string, NoOptions>? Volumes { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <param name="Layers">Digests, the lowest first.</param>
public sealed record ImageLayers(IReadOnlyList<string>? Layers);
