namespace Pockr.EngineClient.Models;

/// <summary>Body of <c>POST /containers/create</c>; what is null is the image's or the engine's business.</summary>
public sealed record ContainerSpec
{
    public required string Image { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Each as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    public string? WorkingDir { get; init; }

    public string? User { get; init; }

    public bool Tty { get; init; }

    /// <summary>Keys such as <c>80/tcp</c>.</summary>
    public IReadOnlyDictionary<string, NoOptions>? ExposedPorts { get; init; }

    public HostSpec? HostConfig { get; init; }
}

public sealed record HostSpec
{
    public string? NetworkMode { get; init; }

    public bool AutoRemove { get; init; }

    /// <summary>Capabilities to take away, such as <c>NET_RAW</c>.</summary>
    public IReadOnlyList<string>? CapDrop { get; init; }

    /// <summary>Keys such as <c>80/tcp</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>>? PortBindings { get; init; }
}

/// <param name="HostPort">Port of the machine in digits; empty lets the engine choose.</param>
public sealed record PortBinding(string HostPort);

/// <summary>The empty object the engine wants as the value of a set.</summary>
public sealed record NoOptions;
