namespace Pockr.EngineClient.Models;

/// <summary>The part of a container that is about the machine it runs in; what is null is the engine's business.</summary>
public sealed record HostSpec
{
    public string? NetworkMode { get; init; }

    /// <summary>Name of an OCI runtime that dockerd's configuration has.</summary>
    public string? Runtime { get; init; }

    public bool AutoRemove { get; init; }

    /// <summary>Capabilities to give, such as <c>NET_ADMIN</c>.</summary>
    public IReadOnlyList<string>? CapAdd { get; init; }

    /// <summary>Capabilities to take away, such as <c>NET_RAW</c>.</summary>
    public IReadOnlyList<string>? CapDrop { get; init; }

    /// <summary>Keys such as <c>80/tcp</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>>? PortBindings { get; init; }

    public IReadOnlyList<MountSpec>? Mounts { get; init; }

    /// <summary>Options of each path, such as <c>size=64m</c>.</summary>
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    public IReadOnlyList<string>? Dns { get; init; }

    /// <summary>Each as <c>name:address</c>.</summary>
    public IReadOnlyList<string>? ExtraHosts { get; init; }

    public IReadOnlyList<DeviceSpec>? Devices { get; init; }

    /// <summary>Bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes of memory and swap together; -1 for as much swap as there is.</summary>
    public long? MemorySwap { get; init; }

    /// <summary>Billionths of a CPU.</summary>
    public long? NanoCpus { get; init; }

    public long? CpuShares { get; init; }

    public long? PidsLimit { get; init; }

    public IReadOnlyList<UlimitSpec>? Ulimits { get; init; }

    public bool ReadonlyRootfs { get; init; }

    public bool? Init { get; init; }

    public bool Privileged { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    public RestartSpec? RestartPolicy { get; init; }

    public LogSpec? LogConfig { get; init; }
}

public sealed record MountSpec(string Type, string? Source, string Target, bool ReadOnly, TmpfsSpec? TmpfsOptions = null);

public sealed record TmpfsSpec(long SizeBytes);

public sealed record DeviceSpec(string PathOnHost, string PathInContainer, string CgroupPermissions);

public sealed record UlimitSpec(string Name, long Soft, long Hard);

public sealed record RestartSpec(string Name, int MaximumRetryCount);

/// <param name="Type">Such as <c>json-file</c>; empty for the engine's own.</param>
/// <param name="Config">Options such as <c>max-size</c>.</param>
public sealed record LogSpec(string Type, IReadOnlyDictionary<string, string>? Config);
