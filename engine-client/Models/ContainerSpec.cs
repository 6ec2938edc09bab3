namespace Pockr.EngineClient.Models;

/// <summary>Body of <c>POST /containers/create</c>; what is null is the image's or the engine's business.</summary>
public sealed record ContainerSpec
{
    public required string Image { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Each as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    public string? WorkingDir { get; init; }

    public string? User { get; init; }

    public string? Hostname { get; init; }

    public bool Tty { get; init; }

    public bool OpenStdin { get; init; }

    /// <summary>Whether an open input ends with the first client that is attached to it.</summary>
    public bool? StdinOnce { get; init; }

    public string? StopSignal { get; init; }

    /// <summary>Seconds between the stop signal and SIGKILL.</summary>
    public int? StopTimeout { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public HealthSpec? Healthcheck { get; init; }

    /// <summary>Keys such as <c>80/tcp</c>.</summary>
    public IReadOnlyDictionary<string, NoOptions>? ExposedPorts { get; init; }

    public HostSpec? HostConfig { get; init; }
}

/// <param name="HostPort">Port of the machine in digits; empty lets the engine choose.</param>
public sealed record PortBinding(string HostPort);

/// <summary>The empty object the engine wants as the value of a set.</summary>
public sealed record NoOptions;

/// <summary>How the engine looks whether a container is well; durations in nanoseconds, 0 for the image's own.</summary>
public sealed record HealthSpec(IReadOnlyList<string>? Test, long Interval, long Timeout, long StartPeriod, int Retries);
