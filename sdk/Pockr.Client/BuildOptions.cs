namespace Pockr.Client;

/// <summary>What <see cref="ImagesClient.BuildAsync"/> is asked for besides its context.</summary>
public sealed record BuildOptions
{
    /// <summary>Names the image gets, each <c>NAME[:TAG]</c>; none for an image without a name.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Path of the Dockerfile in the context; <c>Dockerfile</c> if absent.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Stage to build; the last if absent.</summary>
    public string? Target { get; init; }

    /// <summary>Values of the Dockerfile's <c>ARG</c>s, each <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether each step is done anew.</summary>
    public bool NoCache { get; init; }

    /// <summary>Network of the steps: <c>bridge</c> or <c>none</c>; <c>bridge</c> if absent.</summary>
    public string? Network { get; init; }
}
